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
 * The three standard streams as a command sees them. Everything is opened when first used, since a
 * channel costs a millisecond that a command without output need not pay.
 *
 * <p>{@link #message} and {@link #progress} may be used from any thread, the rest by one. Nothing
 * here is closed: the streams live as long as the process.
 */
public final class Console {
    private final InputStream in;
    private final OutputStream out;
    private final StderrLines messages;
    private final boolean[] terminals;
    private TextOutput text;
    private boolean quiet;

    /** The streams of this process. */
    public static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                null);
    }

    /** Returns a console on other streams, none of which counts as a terminal. */
    public static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, out, err, new boolean[Stream.values().length]);
    }

    private Console(InputStream in, OutputStream out, OutputStream err, boolean[] terminals) {
        this.in = in;
        this.out = out;
        this.messages = new StderrLines(err);
        this.terminals = terminals;
    }

    /** The standard streams, in the order of their descriptors. */
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    /**
     * Returns standard input as bytes. A command reads it only when the user has asked for that.
     *
     * @throws ClassCastException if this console was made on a stream that is not a file
     */
    public FileChannel stdin() {
        return ((FileInputStream) in).getChannel();
    }

    /**
     * Standard output as bytes, unbuffered. A command uses either this or {@link #text}, or flushes
     * the text first. What its {@link IOException}s mean is told by {@link #outputFailure}.
     */
    public FileChannel stdout() {
        return ((FileOutputStream) out).getChannel();
    }

    /** Standard output as text; flushed by the runner at the end. */
    public TextOutput text() {
        if (text == null) {
            text = new TextOutput(out);
        }
        return text;
    }

    /** Standard output as JSON. */
    public JsonWriter json() {
        return new JsonWriter(text());
    }

    /** What a failed write to {@link #stdout} means: OUTPUT_CLOSED, NO_SPACE or IO. */
    public IpcException outputFailure(IOException failure) {
        return OutputFailure.of(failure);
    }

    /** One line of news on standard error, silenced by {@code --quiet}. */
    public void message(String line) {
        if (!quiet) {
            messages.line(line);
        }
    }

    /** One line on standard error that is never silenced. */
    public void error(String line) {
        messages.line(line);
    }

    /** On standard error, and without an end of line: what is typed stands behind it. */
    public void prompt(String text) {
        messages.prompt(text);
    }

    /** What another program has said, as it is, on standard error. */
    public void said(byte[] bytes) {
        messages.said(bytes);
    }

    /**
     * Shows a live line on standard error until closed; does nothing, and starts no thread, when
     * that is no terminal, or a {@code dumb} one, or {@code --quiet} was given.
     *
     * @param line the current state; called from a thread of its own, and must not block
     */
    public Progress progress(Supplier<String> line) {
        return quiet || isDumb() || !isTerminal(Stream.ERR)
                ? Progress.NONE
                : Progress.start(messages, line);
    }

    /** Whether a stream is a terminal. */
    public boolean isTerminal(Stream stream) {
        return terminals == null
                ? StandardDescriptor.isTerminal(stream.ordinal())
                : terminals[stream.ordinal()];
    }

    /**
     * Whether colours and cursor movements may go to a stream: a terminal that is not {@code dumb},
     * and no {@code NO_COLOR} in the environment.
     */
    public boolean colour(Stream stream) {
        String refused = System.getenv("NO_COLOR");
        return (refused == null || refused.isEmpty()) && !isDumb() && isTerminal(stream);
    }

    /** A terminal without cursor movements, as editors have it. */
    private static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Whether {@code --quiet} was given. */
    public boolean quiet() {
        return quiet;
    }

    public void quiet(boolean wanted) {
        quiet = wanted;
    }

    /** Writes out what text is buffered. */
    public void flush() {
        if (text != null) {
            text.flush();
        }
    }
}
