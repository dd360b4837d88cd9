package ipckit.common.process;

import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;

/**
 * A child process. The code that starts a child must also wait for the child, because a child that
 * has ended stays a zombie until its parent waits for it.
 *
 * <p>This class is safe for several threads, but only one thread may call {@link #awaitChange}. The
 * kernel may give the pid of a reaped child to another process. Therefore all code, including
 * {@link Subreaper} and {@link #awaitAny}, reaps the child through this object, and this object
 * sends no signal to a reaped child.
 */
public final class ChildProcess {
    private final long started = System.nanoTime();
    private final long pid;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;
    private volatile ExitResult ended;

    /**
     * Creates the object for a child that has started. Each pipe has an end that only the child
     * uses. The constructor closes these ends in this process.
     *
     * @param stdin the pipe to the child's standard input, or null
     * @param stdout the pipe from the child's standard output, or null
     * @param stderr the pipe from the child's standard error, or null
     */
    ChildProcess(long pid, Pipe stdin, Pipe stdout, Pipe stderr) {
        this.pid = pid;
        this.stdin = stdin == null ? null : outputTo(stdin);
        this.stdout = stdout == null ? null : inputFrom(stdout);
        this.stderr = stderr == null ? null : inputFrom(stderr);
    }

    private static OutputStream outputTo(Pipe pipe) {
        pipe.closeOut();
        return new BufferedOutputStream(Channels.newOutputStream(pipe.in()));
    }

    /**
     * Returns a stream that reads from a pipe. Its method {@code available} returns the number of
     * bytes that can be read without blocking.
     */
    private static InputStream inputFrom(Pipe pipe) {
        pipe.closeIn();
        InputStream stream =
                new FilterInputStream(Channels.newInputStream(pipe.out())) {
                    @Override
                    public int available() {
                        return pipe.ends.out().unread();
                    }
                };
        return new BufferedInputStream(stream);
    }

    /** Returns the value of {@link System#nanoTime} immediately after the start of the child. */
    long started() {
        return started;
    }

    /** Returns the child's process ID. */
    public long pid() {
        return pid;
    }

    /**
     * Returns the stream to the child's standard input; null unless {@link
     * ProcessLaunch#pipingStdin} was used.
     */
    public OutputStream stdin() {
        return stdin;
    }

    /**
     * Returns the stream from the child's standard output; null unless {@link
     * ProcessLaunch#pipingStdout} was used.
     */
    public InputStream stdout() {
        return stdout;
    }

    /**
     * Returns the stream from the child's standard error; null unless {@link
     * ProcessLaunch#pipingStderr} was used.
     */
    public InputStream stderr() {
        return stderr;
    }

    /** Closes this process's ends of the pipes to and from the child. */
    public void closePipes() {
        close(stdin);
        close(stdout);
        close(stderr);
    }

    private static void close(Closeable stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // The stream still contained bytes for the child. The child has closed its end of the
            // pipe, so no process needs these bytes.
        }
    }

    /**
     * Waits until the child ends, and reaps it. Does not return if a signal is ending this process.
     * In this case, the {@linkplain Shutdown clean-up} of this process may have killed the child,
     * and the caller must not report the death of the child as a failure.
     */
    public ExitResult await() {
        ExitResult end = reap();
        Shutdown.yieldToSignal();
        return end;
    }

    /**
     * Waits until the child ends, and reaps it. During the wait, this method runs an action every
     * {@code millis} milliseconds. Does not return if a signal is ending this process.
     */
    public ExitResult await(long millis, Runnable meanwhile) {
        while (!awaitEnd(millis)) {
            meanwhile.run();
        }
        return await();
    }

    /**
     * Waits until the child ends, for at most {@code millis} milliseconds. Returns whether the
     * child has ended.
     */
    public boolean awaitEnd(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (isAlive() && left > 0) {
            WaitCalls.awaitEnd(pid, left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return !isAlive();
    }

    /** Returns whether the child is alive. */
    public synchronized boolean isAlive() {
        return ended == null && !WaitCalls.hasEnded(pid);
    }

    /** Waits until the child ends, and reaps it unless another thread has reaped it already. */
    ExitResult reap() {
        // After the child was reaped, its pid may belong to another process, so this thread must
        // not wait for the pid.
        if (ended == null) {
            WaitCalls.awaitEnd(pid);
        }
        synchronized (this) {
            if (ended == null) {
                setEnded(ExitResult.of(WaitCalls.reap(pid)));
            }
            return ended;
        }
    }

    private void setEnded(ExitResult result) {
        ended = result;
        ChildRegistry.remove(this);
        Shutdown.removeCleanUp(this);
    }

    /** A change of a child's state, which {@link #awaitChange} reports. */
    public enum Change {
        /** The child has ended. */
        ENDED,
        /** The child was stopped, for example by Ctrl-Z. */
        STOPPED,
        /** The child was stopped because it used its terminal while it was in the background. */
        STOPPED_IN_BACKGROUND,
        /** The child continues after a stop. */
        CONTINUED
    }

    /** Waits until the child has ended, was stopped, or continues after a stop. */
    public Change awaitChange() {
        Change change;
        do {
            WaitCalls.awaitChange(pid);
            change = change();
            // WaitCalls.awaitChange() returns when the child stops. If the child continues before
            // the call of change(), change() may return null. Then this thread waits again.
        } while (change == null);
        return change;
    }

    private synchronized Change change() {
        WaitCalls.Status status = WaitCalls.change(pid);
        if (status == null) {
            return ended == null ? null : Change.ENDED;
        }
        if (status.stopped()) {
            return status.signal() == Signals.number("TTIN")
                            || status.signal() == Signals.number("TTOU")
                    ? Change.STOPPED_IN_BACKGROUND
                    : Change.STOPPED;
        }
        if (status.continued()) {
            return Change.CONTINUED;
        }
        setEnded(ExitResult.of(status));
        return Change.ENDED;
    }

    /**
     * Sends a signal to the process group that the child leads.
     *
     * @param name the signal's name without SIG
     * @return true if the signal was sent; false if the child was already reaped, or if this
     *     process has no permission to send the signal
     * @see ProcessLaunch#ownGroup
     */
    public synchronized boolean signalGroup(String name) {
        return ended == null && Signals.send(-pid, name);
    }

    /**
     * Sends a signal to the child.
     *
     * @param name the signal's name without SIG
     * @return true if the signal was sent; false if the child was already reaped, or if this
     *     process has no permission to send the signal
     */
    public synchronized boolean signal(String name) {
        return ended == null && Signals.send(pid, name);
    }

    /**
     * Waits for the end of any child that this process has started, and reaps the child. Also reaps
     * children that this process has not started, such as adopted orphans. A process that calls
     * this method must not start children in other threads, and must not wait for its children in
     * any other way. Does not return if a signal is ending this process.
     *
     * @return the reaped child, or null if this process has no children
     */
    public static ChildProcess awaitAny() {
        for (long pid = WaitCalls.awaitAnyEnd(); pid != 0; pid = WaitCalls.awaitAnyEnd()) {
            Shutdown.yieldToSignal();
            ChildProcess child = ChildRegistry.find(pid);
            if (child != null) {
                child.reap();
                return child;
            }
            WaitCalls.reapIfEnded(pid);
        }
        Shutdown.yieldToSignal();
        return null;
    }
}
