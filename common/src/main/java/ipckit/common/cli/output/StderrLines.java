package ipckit.common.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error: whole lines, and below them at most one live line that is redrawn in place and
 * makes room for each line. Safe for several threads; a line is one write, so those of several
 * processes do not mix. Failures are ignored: there is nowhere to report them.
 */
final class StderrLines {
    /** Back to the first column, and clear from there to the end of the line. */
    private static final String ERASE = "\r\u001b[K";

    private final OutputStream stream;
    private String live = "";

    StderrLines(OutputStream stream) {
        this.stream = stream;
    }

    /** Prints a line; control characters in it become visible. */
    synchronized void line(String text) {
        String line = PrintableText.of(text) + "\n";
        write(live.isEmpty() ? line : ERASE + line + live);
    }

    /** Asks for something that is to be typed behind it. */
    synchronized void prompt(String text) {
        write(text);
    }

    /** Draws the live line in place of the one before; the empty one erases it. */
    synchronized void live(String text) {
        if (!live.isEmpty() || !text.isEmpty()) {
            live = PrintableText.of(text);
            write(ERASE + live);
        }
    }

    /** Bytes of others, unchanged but for the newline that the last line needs. */
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
            // Standard error is closed or full: the exit code still tells.
        }
    }
}
