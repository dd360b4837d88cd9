package ipckit.common.cli.output;

import ipckit.common.IpcException;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;

/**
 * The three standard streams of a command. A channel is opened at its first use, because opening a
 * channel takes a millisecond.
 *
 * <p>{@link #message}, {@link #error} and {@link #said} may be called from any thread; the other
 * methods from one thread only. The streams are never closed.
 */
public final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final StderrLines messages;
    private final boolean ofProcess;
    private TextOutput text;
    private boolean quiet;

    /** Returns the console of this process. */
    public static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                true);
    }

    /** Returns a console on the given streams, which do not count as terminals. */
    public static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, out, err, false);
    }

    private Console(InputStream in, OutputStream out, OutputStream err, boolean ofProcess) {
        this.in = in;
        this.out = out;
        this.messages = new StderrLines(err);
        this.ofProcess = ofProcess;
    }

    /** The standard streams, in the order of their descriptors. */
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    /**
     * Returns standard input as bytes. A command reads standard input only when the user has asked
     * for that.
     *
     * @throws ClassCastException if this console was made on a stream that is not a file
     */
    public FileChannel stdin() {
        return ((FileInputStream) in).getChannel();
    }

    /**
     * Returns standard output as bytes, unbuffered. A command uses either this channel or {@link
     * #text}, or flushes the text before it uses the channel. {@link #outputFailure} converts the
     * channel's {@link IOException}s.
     */
    public FileChannel stdout() {
        return ((FileOutputStream) out).getChannel();
    }

    /** Returns standard output as text. The runner flushes the text when the command ends. */
    public TextOutput text() {
        if (text == null) {
            text = new TextOutput(out);
        }
        return text;
    }

    /** Returns a writer of JSON to {@link #text}. */
    public JsonWriter json() {
        return new JsonWriter(text());
    }

    /**
     * Returns the exception for a failed write to {@link #stdout}, of category OUTPUT_CLOSED,
     * NO_SPACE or IO.
     */
    public IpcException outputFailure(IOException failure) {
        return OutputFailure.of(failure);
    }

    /** Prints a line on standard error, unless {@code --quiet} was given. */
    public void message(String line) {
        if (!quiet) {
            messages.line(line);
        }
    }

    /** Prints a line on standard error, even if {@code --quiet} was given. */
    public void error(String line) {
        messages.line(line);
    }

    /** Prints text on standard error without a newline, so that the user types behind the text. */
    public void prompt(String text) {
        messages.prompt(text);
    }

    /** Prints the output of another program unchanged on standard error. */
    public void said(byte[] bytes) {
        messages.said(bytes);
    }

    /**
     * Shows a live line on standard error until the result is closed. Shows nothing, and starts no
     * thread, when standard error is not a terminal, when the terminal is {@code dumb}, or when
     * {@code --quiet} was given.
     *
     * @param line returns the current text. A separate thread calls this function, so the function
     *     must not block
     */
    public Progress progress(Supplier<String> line) {
        return quiet || isDumb() || !isTerminal(Stream.ERR)
                ? Progress.NONE
                : Progress.start(messages, line);
    }

    /** Returns whether a stream is a terminal. */
    public boolean isTerminal(Stream stream) {
        return ofProcess && StandardDescriptor.isTerminal(stream.ordinal());
    }

    /**
     * Returns whether colours and cursor movements may be written to a stream: the stream is a
     * terminal that is not {@code dumb}, and {@code NO_COLOR} is unset or empty.
     */
    public boolean colour(Stream stream) {
        String refused = System.getenv("NO_COLOR");
        return (refused == null || refused.isEmpty()) && !isDumb() && isTerminal(stream);
    }

    /**
     * Returns whether the terminal has no cursor movements. The terminals inside some editors have
     * none.
     */
    private static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Returns whether {@code --quiet} was given. */
    public boolean quiet() {
        return quiet;
    }

    /**
     * Sets whether the console is quiet: if so, {@link #message} and {@link #progress} print
     * nothing.
     */
    public void quiet(boolean wanted) {
        quiet = wanted;
    }

    /** Writes the buffered text to standard output. */
    public void flush() {
        if (text != null) {
            text.flush();
        }
    }
}
