package ipckit.common.cli.output;

import ipckit.common.IpcException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes buffered text to standard output in UTF-8, and reports failures. {@link
 * java.io.PrintStream} would ignore failures, so a program would continue to write after the reader
 * of its output has exited.
 *
 * <p>A text output belongs to one thread. If writing fails, a method throws an {@link
 * IpcException}: of category OUTPUT_CLOSED if the reader has exited, and of category NO_SPACE or IO
 * if the text cannot be stored. A failure discards the buffered text.
 */
public final class TextOutput {
    private static final int ENOUGH = 8192;

    /** The column in which the value of a property begins, counted from 0. */
    private static final int VALUE_COLUMN = 13;

    /** The least number of blanks between a label and a value. */
    private static final int LEAST_GAP = 2;

    private final OutputStream stream;
    private final StringBuilder buffer = new StringBuilder();

    TextOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** Appends text. */
    public TextOutput print(CharSequence text) {
        buffer.append(text);
        if (buffer.length() >= ENOUGH) {
            drain();
        }
        return this;
    }

    /** Appends text and a newline. */
    public TextOutput println(CharSequence text) {
        buffer.append(text);
        return print("\n");
    }

    /**
     * Appends a line with a property of an object: a label and the value of the property. The
     * values of all properties begin in the same column, unless a label is too long. Control
     * characters in the value are replaced by visible escapes.
     */
    public TextOutput property(String label, String value) {
        buffer.append(label).repeat(' ', Math.max(LEAST_GAP, VALUE_COLUMN - label.length()));
        return println(PrintableText.of(value));
    }

    /** Writes the buffered text to the stream and flushes the stream. */
    public void flush() {
        drain();
        try {
            stream.flush();
        } catch (IOException e) {
            throw OutputFailure.of(e);
        }
    }

    private void drain() {
        if (buffer.isEmpty()) {
            return;
        }
        int end = buffer.length();
        if (Character.isHighSurrogate(buffer.charAt(end - 1))) {
            end--;
        }
        byte[] bytes = buffer.substring(0, end).getBytes(StandardCharsets.UTF_8);
        buffer.delete(0, end);
        try {
            stream.write(bytes);
        } catch (IOException e) {
            buffer.setLength(0);
            throw OutputFailure.of(e);
        }
    }
}
