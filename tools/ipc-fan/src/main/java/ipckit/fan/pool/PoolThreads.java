package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.Uninterrupted;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Shutdown;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The threads of a pool. The main thread waits for the other threads in {@link #await}, which fails
 * as soon as a thread throws. This class is safe for several threads.
 */
public final class PoolThreads {
    /** The argument of {@link Object#wait(long)} for a wait without a time limit. */
    private static final long NEVER = 0;

    private int running;
    private Throwable failure;

    /** Starts a thread that {@link #await} waits for. */
    public synchronized void start(String name, Runnable work) {
        running++;
        startHelper(
                name,
                () -> {
                    work.run();
                    leave();
                });
    }

    /**
     * Starts a thread that {@link #await} does not wait for. If the thread throws, {@link #await}
     * fails.
     */
    public Thread startHelper(String name, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((_, thrown) -> fail(thrown))
                .start(work);
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    private synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        notifyAll();
    }

    /**
     * Waits for the end of all threads that {@link #start} has started.
     *
     * @throws IpcException if a thread has thrown this exception
     */
    public void await() {
        await(() -> NEVER);
    }

    /**
     * Waits for the end of all threads that {@link #start} has started. During the wait, calls
     * {@code meanwhile} repeatedly.
     *
     * @param meanwhile returns the time in milliseconds until its next call; when a thread ends,
     *     the next call may come earlier
     * @throws IpcException if a thread has thrown this exception
     */
    public void await(LongSupplier meanwhile) {
        while (isRunning()) {
            pause(meanwhile.getAsLong());
        }
    }

    /**
     * Returns whether a signal has ended a child and will also end this process, as Ctrl-C does. A
     * thread calls this method after a child has ended, and before it prints a message about the
     * child's end.
     *
     * <p>If another program ended the child by HUP, INT or TERM, this method first waits a moment,
     * because the signal may reach this process a little later. After such a signal, this process
     * may let the other children finish their work before it ends. This method then returns true,
     * and the caller does not count the child as failed.
     *
     * <p>If a signal is already ending this process, or if a thread of the pool has failed, this
     * method never returns. A message about the child would not help the user, because the child
     * has probably ended for the same reason.
     *
     * @param byThisProgram whether this program itself has ended the child
     * @return true if HUP, INT or TERM ended the child, and this process has also received a signal
     *     that will end it
     */
    public boolean yieldToShutdown(ExitResult ended, boolean byThisProgram) {
        boolean bySignal = !byThisProgram && Shutdown.isEndingAfter(ended.status());
        Shutdown.yieldToSignal();
        while (hasFailed()) {
            LockSupport.park();
        }
        return bySignal;
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    private synchronized boolean isRunning() {
        // The comparison with null is not a case of the switch below, because the first execution
        // of a switch over types takes 7 ms.
        if (failure == null) {
            return running > 0;
        }
        throw switch (failure) {
            case IpcException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(failure);
        };
    }

    private synchronized void pause(long millis) {
        if (running > 0 && failure == null) {
            Uninterrupted.await(() -> wait(millis));
        }
    }
}
