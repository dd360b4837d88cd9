package ipckit.common.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes complete lines to standard error. Below the complete lines there may be a progress line,
 * whose text changes. To write a complete line, this class erases the progress line, writes the
 * complete line, and then writes the progress line again.
 *
 * <p>Several threads may use an instance. {@link #line} writes each line by one {@code write}, so
 * the line does not mix with lines that other processes write at the same time.
 */
final class StderrLines {
    /**
     * The control sequence that moves the terminal's cursor to the first column and clears the
     * line.
     */
    private static final String ERASE = "\r\u001b[K";

    /**
     * The pause in nanoseconds before the next attempt to write. A pause is needed if another
     * process has made standard error non-blocking, and standard error takes no bytes now.
     */
    private static final long RETRY_NANOS = 1_000_000;

    private final OutputStream stream;
    private String live = "";

    /** The last failure of {@link #report}; null if all calls succeeded. */
    private IOException lost;

    /**
     * Whether the last line of output on the terminal is incomplete. As long as this is true, no
     * progress line is shown.
     */
    private boolean isWithinOutput;

    StderrLines(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * Records that {@link TerminalOutput} has written output to the same terminal. If the last line
     * of this output is incomplete, no progress line is shown, because the progress line would
     * overwrite the incomplete line.
     *
     * @param isComplete whether the output ended in a newline
     */
    synchronized void outputEnded(boolean isComplete) {
        isWithinOutput = !isComplete;
    }

    /** Prints a line. Control characters are replaced by visible escapes. */
    synchronized void line(String text) {
        write(lineOf(text));
    }

    /**
     * Prints a line as {@link #line} does. If the write fails, {@link #lost} returns the failure.
     */
    synchronized void report(String text) {
        IOException failure = write(lineOf(text));
        lost = failure == null ? lost : failure;
    }

    /** Returns the last failure of {@link #report}; null if all calls succeeded. */
    synchronized IOException lost() {
        return lost;
    }

    private String lineOf(String text) {
        isWithinOutput = false;
        String line = PrintableText.of(text) + "\n";
        return live.isEmpty() ? line : ERASE + line + live;
    }

    /** Prints text without a newline, so that the user types the answer on the same line. */
    synchronized void prompt(String text) {
        write(text);
    }

    /**
     * Replaces the text of the progress line, which stands below all other lines. Empty text erases
     * the line. Has no effect while the last line of output on the terminal is incomplete.
     */
    synchronized void live(String text) {
        if (!isWithinOutput && (!live.isEmpty() || !text.isEmpty())) {
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
            isWithinOutput = false;
        }
    }

    /**
     * Erases the progress line, and writes a part of the output of another program unchanged. If
     * the part does not end in a newline, its last line is incomplete. In this case, no progress
     * line is shown until later output ends in a newline.
     *
     * @throws IOException if the bytes cannot be written
     */
    synchronized void copy(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return;
        }
        boolean whole = bytes.get(bytes.limit() - 1) == '\n';
        if (!live.isEmpty()) {
            write(ERASE);
            live = "";
        }
        // For a FileOutputStream, newChannel returns the stream's own channel. Its method write
        // returns 0 if standard error is non-blocking and takes no bytes now.
        WritableByteChannel channel = Channels.newChannel(stream);
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        isWithinOutput = !whole;
    }

    private IOException write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes. Returns the failure if standard error is closed or its disk is full, and null
     * otherwise. The caller usually ignores the failure, because no message can be printed, and the
     * exit code still shows whether the program failed.
     */
    private IOException write(byte[] bytes) {
        try {
            stream.write(bytes);
            stream.flush();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
