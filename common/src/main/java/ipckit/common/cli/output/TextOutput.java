package ipckit.common.cli.output;

import ipckit.common.IpcException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way to standard output: UTF-8, buffered, and strict. {@link java.io.PrintStream}
 * would swallow failures, and a program whose reader has gone would run on to its end.
 *
 * <p>For one thread. Every method throws {@link IpcException}: OUTPUT_CLOSED when nobody reads any
 * more, NO_SPACE or IO when the text cannot be stored; after that the buffer is dropped, since
 * nothing can be done with it.
 */
public final class TextOutput {
    private static final int ENOUGH = 8192;

    private final OutputStream stream;
    private final StringBuilder buffer = new StringBuilder();

    TextOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** Adds text as it is. */
    public TextOutput print(CharSequence text) {
        buffer.append(text);
        if (buffer.length() >= ENOUGH) {
            drain();
        }
        return this;
    }

    /** Adds text and a newline. */
    public TextOutput println(CharSequence text) {
        buffer.append(text);
        return print("\n");
    }

    /** Hands everything to the system, so that a reader sees it now. */
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
