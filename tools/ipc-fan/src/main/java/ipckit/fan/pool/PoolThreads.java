package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Shutdown;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The threads that work for one end. When one of them fails, all is over; so it is when nobody
 * reads our output any more. Safe for several threads.
 */
public final class PoolThreads {
    /** How often the output is looked at, in milliseconds. */
    public static final long LOOK = 50;

    private static final long ON_ITS_WAY_NANOS = 100_000_000;

    private int atWork;
    private Throwable failure;

    /** Begins work that is waited for. */
    public synchronized void begin(String name, Runnable work) {
        atWork++;
        start(
                name,
                () -> {
                    work.run();
                    leave();
                });
    }

    /** Begins work that ends by itself, or with the process. */
    public Thread beside(String name, Runnable work) {
        return start(name, work);
    }

    private Thread start(String name, Runnable work) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((_, thrown) -> fail(thrown))
                .start(work);
    }

    private synchronized void leave() {
        atWork--;
        notifyAll();
    }

    private synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        notifyAll();
    }

    /** Waits until all that was begun is done. */
    public void await() {
        await(() -> LOOK);
    }

    /**
     * The same, and does something again and again meanwhile.
     *
     * @param meanwhile answers after how many milliseconds it wants to be called again; it is
     *     called earlier than that when work is done
     * @throws IpcException what one of them has thrown; OUTPUT_CLOSED
     */
    public void await(LongSupplier meanwhile) {
        while (isAtWork()) {
            if (HangUp.ofStdout()) {
                fail(new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more"));
            }
            pause(meanwhile.getAsLong());
        }
    }

    /**
     * Returns at once, unless all is over, or a signal is ending this process: then never. For
     * those who see what comes of that, and would take it for something else.
     */
    private void giveWay() {
        Shutdown.giveWay();
        while (isOver()) {
            LockSupport.park();
        }
    }

    /**
     * The same after the end of a child: if that was one by HUP, INT or TERM, our own may be on its
     * way, too.
     */
    public void giveWay(ExitResult ended) {
        if (Shutdown.isMeant(ended.status())) {
            LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        }
        giveWay();
    }

    private synchronized boolean isOver() {
        return failure != null;
    }

    private synchronized boolean isAtWork() {
        switch (failure) {
            case null -> {
                return atWork > 0;
            }
            case IpcException e -> throw e;
            case OutOfMemoryError e ->
                    throw new IpcException(Category.FAILED, "not enough memory", e);
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private synchronized void pause(long millis) {
        if (atWork > 0 && failure == null) {
            try {
                TimeUnit.MILLISECONDS.timedWait(this, millis);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /** Nobody interrupts us; what it would mean. */
    public static IpcException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IpcException(Category.FAILED, "interrupted", e);
    }
}
