package ipckit.chain;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** Threads that block in reads and writes of pipes, and do not keep the program alive. */
final class Threads {
    private Threads() {}

    /**
     * @throws IpcException NO_PROCESS: the system lets us have no more
     */
    static Thread start(Runnable task) {
        try {
            return Thread.ofPlatform().daemon().start(task);
        } catch (OutOfMemoryError e) {
            throw new IpcException(Category.NO_PROCESS, "cannot start a thread", e);
        }
    }

    /** Waits until one is done. */
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }
}
