package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.pipe.kernel.PosixQueue;
import ipckit.common.pipe.kernel.SystemVQueue;
import ipckit.common.pipe.kernel.WaitingQueue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates and opens message queues of the kernel for {@code bench}. A queue is not in a directory,
 * but a file in the directory of the mechanism leads to it.
 */
final class BenchQueues {
    /** The size of the largest message in bytes: the default limit of Linux for both interfaces. */
    static final int MAX_BYTES = 8192;

    /** The number of messages in a POSIX queue: the default limit of Linux. */
    private static final int CAPACITY = 10;

    private static final int OWNER_ONLY = 0600;

    private BenchQueues() {}

    /**
     * Creates a POSIX queue without a name, so that nothing remains of the queue when all processes
     * have ended. The file {@code path} becomes a symbolic link to the queue.
     *
     * @return closes the queue in this process
     */
    static Runnable createPosix(Path path) throws IOException {
        PosixQueue queue = PosixQueue.createUnnamed(CAPACITY, MAX_BYTES);
        Files.createSymbolicLink(path, queue.path());
        return queue::close;
    }

    /**
     * Creates a System V queue. The file {@code path} contains the queue's id.
     *
     * @return removes the queue
     */
    static Runnable createSystemV(Path path) throws IOException {
        Files.writeString(path, Integer.toString(SystemVQueue.create(0, 0, OWNER_ONLY)));
        return removalOfSystemV(path);
    }

    /** Opens a queue that {@link #createSystemV} has created. */
    static WaitingQueue openSystemV(Path path) throws IOException {
        return WaitingQueue.systemV(id(path));
    }

    /**
     * Returns an action that removes a queue that {@link #createSystemV} has created. The action
     * has no effect if the queue was removed already.
     */
    static Runnable removalOfSystemV(Path path) throws IOException {
        int id = id(path);
        return () -> remove(id);
    }

    private static void remove(int id) {
        try {
            SystemVQueue.remove(id);
        } catch (IpcException e) {
            // Another process has already removed the queue.
        }
    }

    private static int id(Path path) throws IOException {
        return Integer.parseInt(Files.readString(path));
    }
}
