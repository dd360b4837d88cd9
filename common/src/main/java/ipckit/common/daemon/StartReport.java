package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.naming.ObjectName;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The report about the start of a daemon. The supervisor of the daemon and the logger (the process
 * that writes the log) write the report to a pipe. The command that starts the daemon reads the
 * report. Each line is one of these: {@code =} and a message of the main process; {@code ready};
 * {@code ended} and an exit status. When the daemon is ready or has ended, the writers close the
 * pipe.
 */
final class StartReport {
    private static final String READY = "ready";
    private static final String ENDED = "ended ";

    private final InputStream lines;
    private final Console console;

    StartReport(ReadableByteChannel pipe, Console console) {
        this.lines = new BufferedInputStream(Channels.newInputStream(pipe));
        this.console = console;
    }

    /**
     * Copies the messages of the main process to standard error until the daemon is ready or has
     * ended.
     *
     * @return 0 if the daemon is ready; otherwise the exit status of the main process
     * @throws IpcException NO_PROCESS if the report ends and does not say whether the daemon is
     *     ready
     */
    int await(ObjectName name) {
        try {
            int status = -1;
            // The supervisor releases the lock before it closes the pipe. Therefore, if the daemon
            // has ended, it can be started again after this loop.
            for (byte[] line = next(); line != null; line = next()) {
                String text = new String(line, StandardCharsets.ISO_8859_1);
                if (text.startsWith("=")) {
                    console.said(text.substring(1).getBytes(StandardCharsets.ISO_8859_1));
                } else if (text.startsWith(READY)) {
                    status = 0;
                } else if (text.startsWith(ENDED)) {
                    status = Integer.parseInt(text.substring(ENDED.length()).strip());
                }
            }
            if (status >= 0) {
                return status;
            }
        } catch (IOException | NumberFormatException e) {
            // The end of the report is unreadable, so it is unknown whether the daemon is ready.
        }
        throw new IpcException(
                Category.NO_PROCESS,
                "daemon " + name + ": the supervisor has ended before the daemon was ready");
    }

    /** Returns the next line with its newline; null at the end. */
    private byte[] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int one = lines.read(); one >= 0; one = lines.read()) {
            line.write(one);
            if (one == '\n') {
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
