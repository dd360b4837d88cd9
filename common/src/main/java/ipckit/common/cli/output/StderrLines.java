package ipckit.common.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes complete lines to standard error. Below the complete lines there may be one live line: a
 * line whose text changes, for example a progress line. To write a complete line, this class erases
 * the live line, writes the complete line, and then writes the live line again.
 *
 * <p>Several threads may use an instance. {@link #line} writes each line by one {@code write}, so
 * these lines of several processes do not mix. A failed {@code write} of a message is ignored,
 * because the failure cannot be reported anywhere.
 */
final class StderrLines {
    /**
     * The control sequence that moves the terminal's cursor to the first column and clears the
     * line.
     */
    private static final String ERASE = "\r\u001b[K";

    /**
     * The pause in nanoseconds before the next attempt, if standard error takes no bytes because
     * another process has made it non-blocking.
     */
    private static final long RETRY_NANOS = 1_000_000;

    private final OutputStream stream;
    private String live = "";

    StderrLines(OutputStream stream) {
        this.stream = stream;
    }

    /** Prints a line. Control characters are replaced by visible escapes. */
    synchronized void line(String text) {
        String line = PrintableText.of(text) + "\n";
        write(live.isEmpty() ? line : ERASE + line + live);
    }

    /** Prints text without a newline, so that the user types the answer on the same line. */
    synchronized void prompt(String text) {
        write(text);
    }

    /**
     * Replaces the text of the live line, which stands below all other lines. Empty text erases the
     * line.
     */
    synchronized void live(String text) {
        if (!live.isEmpty() || !text.isEmpty()) {
            live = PrintableText.of(text);
            write(ERASE + live);
        }
    }

    /**
     * Prints the output of another program unchanged. If the output does not end in a newline,
     * prints a newline after it.
     */
    synchronized void said(byte[] bytes) {
        if (bytes.length > 0) {
            boolean whole = bytes[bytes.length - 1] == '\n';
            write(live.isEmpty() ? "" : ERASE);
            write(bytes);
            write((whole ? "" : "\n") + live);
        }
    }

    /**
     * Writes a part of the output of another program unchanged. Only while there is a live line, a
     * newline follows a part without a newline at its end, because the live line needs a line of
     * its own.
     *
     * @throws IOException if the bytes cannot be written
     */
    synchronized void copy(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return;
        }
        boolean whole = bytes.get(bytes.limit() - 1) == '\n';
        write(live.isEmpty() ? "" : ERASE);
        // For a FileOutputStream, this is the stream's own channel.
        WritableByteChannel channel = Channels.newChannel(stream);
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        write(live.isEmpty() ? "" : (whole ? "" : "\n") + live);
    }

    private void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) {
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            // Standard error is closed or its disk is full, so no message can be printed. The
            // command's exit code still shows whether the command failed.
        }
    }
}
