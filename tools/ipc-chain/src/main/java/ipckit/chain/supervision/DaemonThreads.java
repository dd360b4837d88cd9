package ipckit.chain.supervision;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Starts platform threads that block in pipe I/O. The threads are daemon threads: they do not keep
 * the program running.
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
}
