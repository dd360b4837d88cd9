package ipckit.common.cli.output;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Supplier;

/**
 * The three standard streams of a program. Opening the channel of a stream takes a millisecond, and
 * many verbs (subcommands) need no channel. Therefore a channel is opened at the first call of
 * {@link #stdin} or {@link #stdout}.
 *
 * <p>{@link #message}, {@link #error}, {@link #report}, {@link #said} and {@link #copyToStderr} may
 * be called from any thread. All other methods must be called from one thread. The streams are
 * never closed.
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

    /**
     * Returns a console that uses the given streams instead of the standard streams of the process.
     * The given streams do not count as terminals.
     */
    public static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, out, err, false);
    }

    private Console(InputStream in, OutputStream out, OutputStream err, boolean ofProcess) {
        this.in = in;
        this.out = out;
        this.messages = new StderrLines(err);
        this.ofProcess = ofProcess;
    }

    /** The standard streams. The ordinal of each constant is the number of its file descriptor. */
    public enum Stream {
        IN,
        OUT,
        ERR
    }

    /**
     * Returns the channel of standard input. By convention, a verb (subcommand) reads standard
     * input only if reading is the purpose of the verb, or if an argument requests standard input.
     * So no verb waits for input unexpectedly.
     *
     * @throws ClassCastException if the input of this console is not a {@link FileInputStream}
     */
    public FileChannel stdin() {
        return ((FileInputStream) in).getChannel();
    }

    /**
     * Returns the unbuffered channel of standard output. A caller that also writes to {@link #text}
     * must flush that text before it writes to this channel. If a write throws an {@link
     * IOException}, the caller converts the exception with {@link #outputFailure}.
     */
    public FileChannel stdout() {
        return ((FileOutputStream) out).getChannel();
    }

    /**
     * Checks that standard output is open for writing. A verb (subcommand) calls this method before
     * an action that cannot be undone, if the verb prints the result of the action. Without this
     * check, the action would take place although its result cannot be printed. A later write can
     * still fail, for example when the disk is full.
     *
     * @throws IpcException IO if standard output is closed or is open for reading only
     */
    public void requireOutput() {
        if (ofProcess && !StandardDescriptor.isWritable(Stream.OUT.ordinal())) {
            String why = "cannot write to standard output: it is closed or open for reading only";
            throw new IpcException(Category.IO, why);
        }
    }

    /**
     * Returns the unbuffered channel of standard output for a program that shows a {@linkplain
     * #progress progress line}. If the output goes to the terminal that shows the line, each write
     * erases the line first.
     */
    public WritableByteChannel stdoutBesideProgress() {
        return isTerminal(Stream.OUT) ? new TerminalOutput(stdout(), messages) : stdout();
    }

    /**
     * Returns standard output as buffered text. {@code Runner} flushes the text when the verb
     * (subcommand) ends.
     */
    public TextOutput text() {
        if (text == null) {
            text = new TextOutput(out);
        }
        return text;
    }

    /** Returns a writer of JSON to standard output, through {@link #text}. */
    public JsonWriter json() {
        return new JsonWriter(text());
    }

    /**
     * Returns the {@link IpcException} for an {@link IOException} that a write to {@link #stdout}
     * has thrown. The result has the category OUTPUT_CLOSED, NO_SPACE or IO.
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

    /**
     * Prints on standard error a line that the user asked for, even if {@code --quiet} was given.
     * If the line cannot be written, {@link #checkReports} fails.
     */
    public void report(String line) {
        messages.report(line);
    }

    /**
     * Checks that all lines of {@link #report} were written.
     *
     * @throws IpcException OUTPUT_CLOSED if the reader of standard error has closed it; NO_SPACE or
     *     IO if a line cannot be stored
     */
    public void checkReports() {
        IOException lost = messages.lost();
        if (lost != null) {
            throw OutputFailure.ofErrors(lost);
        }
    }

    /**
     * Prints text on standard error without a newline. The user's input then appears on the same
     * line.
     */
    public void prompt(String text) {
        messages.prompt(text);
    }

    /**
     * Prints the output of another program on standard error. Unlike {@link #error}, this method
     * does not escape control characters.
     */
    public void said(byte[] bytes) {
        messages.said(bytes);
    }

    /**
     * Writes a part of another program's output to standard error. The part is the remaining bytes
     * of a buffer.
     *
     * @throws IpcException IO if the bytes cannot be written
     */
    public void copyToStderr(ByteBuffer bytes) {
        try {
            messages.copy(bytes);
        } catch (IOException e) {
            String why = "cannot write to standard error: " + e.getMessage();
            throw new IpcException(Category.IO, why, e);
        }
    }

    /**
     * Shows a line on standard error and redraws the line until the caller closes the returned
     * object. Shows nothing, and starts no thread, when standard error is not a terminal, when the
     * terminal is {@code dumb}, or when {@code --quiet} was given.
     *
     * @param line the function that returns the current text of the line; a separate thread calls
     *     the function, so the function must not block
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

    /** Returns whether {@code TERM} says that the terminal cannot move its cursor. */
    private static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Returns whether {@code --quiet} was given. */
    public boolean quiet() {
        return quiet;
    }

    /**
     * Sets whether the console is quiet. On a quiet console, {@link #message} and {@link #progress}
     * print nothing.
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
