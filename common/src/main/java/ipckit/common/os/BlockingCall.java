package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.Uninterrupted;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A native call that may block for ever, in a thread of its own. Other threads wait for the call
 * with a time limit. The call cannot be ended: its thread stays blocked until the call returns or
 * the process ends.
 *
 * <p>Several threads may use an instance at the same time.
 */
public final class BlockingCall {
    private static final AtomicInteger UNFINISHED = new AtomicInteger();

    private static final class Call {
        static final LibraryFunction EXIT = CallShapes.function("_exit");
    }

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile IpcException failure;

    private BlockingCall() {}

    /**
     * Starts a native call in a thread of its own, and returns at once.
     *
     * @param call makes the native call, and throws an {@link IpcException} if the call fails
     */
    public static BlockingCall start(Runnable call) {
        BlockingCall started = new BlockingCall();
        UNFINISHED.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> started.run(call));
        return started;
    }

    /**
     * Makes a native call in the calling thread, which must be a daemon thread. While the call
     * runs, {@link #exitIfUnfinished} ends the process at once.
     *
     * @param call makes the native call
     */
    public static void inThisThread(Runnable call) {
        UNFINISHED.incrementAndGet();
        try {
            call.run();
        } finally {
            UNFINISHED.decrementAndGet();
        }
    }

    private void run(Runnable call) {
        try {
            call.run();
        } catch (IpcException e) {
            failure = e;
        } finally {
            UNFINISHED.decrementAndGet();
            ended.countDown();
        }
    }

    /**
     * Waits until the call ends, at most {@code nanos} nanoseconds. Returns whether the call has
     * ended.
     *
     * @throws IpcException if the call has failed
     */
    public boolean await(long nanos) {
        Uninterrupted.await(() -> ended.await(nanos, TimeUnit.NANOSECONDS));
        if (failure != null) {
            throw failure;
        }
        return ended.getCount() == 0;
    }

    /**
     * Ends this process at once if any call that was made through this class has not ended.
     * Otherwise does nothing. A program calls this method just before it exits, because the JVM
     * would wait 0.3 s for the thread of such a call.
     *
     * @param status the exit status of the process
     */
    public static void exitIfUnfinished(int status) {
        if (UNFINISHED.get() > 0) {
            CallShapes.call(Call.EXIT, status, 0, 0);
        }
    }
}
