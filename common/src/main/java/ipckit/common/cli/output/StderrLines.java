package ipckit.common.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes complete lines to standard error. Below the complete lines there may be one live line: a
 * line whose text changes, for example a progress line. To write a complete line, this class erases
 * the live line, writes the complete line, and then writes the live line again.
 *
 * <p>Several threads may use an instance. {@link #line} writes each line by one {@code write}, so
 * these lines of several processes do not mix. A failed {@code write} is ignored, because the
 * failure cannot be reported anywhere.
 */
final class StderrLines {
    /**
     * The control sequence that moves the terminal's cursor to the first column and clears the
     * line.
     */
    private static final String ERASE = "\r\u001b[K";

    private final OutputStream stream;
    private String live = "";

    /** Whether output on the same terminal has ended within a line. */
    private boolean isWithinOutput;

    StderrLines(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * Notes how output on the same terminal has ended. Within an incomplete line of output no live
     * line is shown, because the live line would overwrite the output.
     *
     * @param isComplete whether the last line of the output is complete
     */
    synchronized void outputEnded(boolean isComplete) {
        isWithinOutput = !isComplete;
    }

    /** Prints a line. Control characters are replaced by visible escapes. */
    synchronized void line(String text) {
        isWithinOutput = false;
        String line = PrintableText.of(text) + "\n";
        write(live.isEmpty() ? line : ERASE + line + live);
    }

    /** Prints text without a newline, so that the user types the answer on the same line. */
    synchronized void prompt(String text) {
        write(text);
    }

    /**
     * Replaces the text of the live line, which stands below all other lines. Empty text erases the
     * line. Has no effect within an incomplete line of output.
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
        }
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
