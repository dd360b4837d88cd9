package ipckit.prodcons.bench;

import ipckit.common.pipe.kernel.PosixQueue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates POSIX queues for {@code bench}. Both kinds of queue of the kernel have the limits of this
 * class.
 */
final class BenchQueues {
    /** The size of the largest message in bytes: the default limit of Linux for both interfaces. */
    static final int MAX_BYTES = 8192;

    /** The number of messages in a POSIX queue: the default limit of Linux. */
    private static final int CAPACITY = 10;

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
}
