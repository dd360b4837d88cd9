package ipckit.chain.supervision;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Starts platform threads that block in pipe I/O, and waits for them. The threads are daemon
 * threads: they do not keep the program running.
 */
public final class DaemonThreads {
    private DaemonThreads() {}

    /**
     * Starts a daemon thread.
     *
     * @throws IpcException NO_PROCESS when the system refuses another thread
     */
    public static Thread start(Runnable task) {
        try {
            return Thread.ofPlatform().daemon().start(task);
        } catch (OutOfMemoryError e) {
            throw new IpcException(Category.NO_PROCESS, "cannot start a thread", e);
        }
    }

    /**
     * Waits until the thread has ended.
     *
     * @throws IpcException FAILED when the calling thread is interrupted
     */
    public static void join(Thread thread) {
        uninterrupted(thread::join);
    }

    /**
     * Waits until another thread notifies the monitor. The calling thread must hold the monitor.
     *
     * @param millis the longest time of the wait in milliseconds; 0 for no limit
     * @throws IpcException FAILED when the calling thread is interrupted
     */
    public static void await(Object monitor, long millis) {
        uninterrupted(() -> monitor.wait(millis));
    }

    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Wait wait) {
        try {
            wait.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
