package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.os.PosixMessageQueue;
import ipckit.common.os.SystemVMessageQueue;
import ipckit.prodcons.bench.QueueBenchChannel.Queue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Creates and opens message queues of the kernel for {@code bench}. A file in the directory of the
 * mechanism leads to each queue, although the queue itself is not in a directory.
 */
final class BenchQueues {
    /** The size of the largest message in bytes: the default limit of Linux for both interfaces. */
    static final int MAX_BYTES = 8192;

    /** The number of messages in a POSIX queue: the default limit of Linux. */
    private static final int CAPACITY = 10;

    private static final int OWNER_ONLY = 0600;
    private static final int TYPE = 1;

    private BenchQueues() {}

    /**
     * Creates a POSIX queue without a name, so that nothing remains of the queue when the last
     * process that uses it has ended. The file {@code path} becomes a symbolic link to the queue's
     * descriptor in this process.
     *
     * @return closes the descriptor
     */
    static Runnable createPosix(Path path) throws IOException {
        long pid = ProcessHandle.current().pid();
        byte[] name =
                ("/ipckit-bench-" + pid + "-" + path.getFileName())
                        .getBytes(StandardCharsets.US_ASCII);
        PosixMessageQueue queue = PosixMessageQueue.create(name, CAPACITY, MAX_BYTES, OWNER_ONLY);
        PosixMessageQueue.unlink(name);
        Path descriptor = queue.file().getFileName();
        Files.createSymbolicLink(path, Path.of("/proc/" + pid + "/fd").resolve(descriptor));
        return queue::close;
    }

    /** Opens a queue that {@link #createPosix} has created. */
    static Queue openPosix(Path path) {
        PosixMessageQueue queue = PosixMessageQueue.openWaiting(path);
        return new Queue() {
            @Override
            public void send(MemorySegment item, int size) {
                boolean _ = queue.send(item, 0, size, 0);
            }

            @Override
            public long receive(MemorySegment item) {
                return queue.receive(item);
            }

            @Override
            public void close() {
                queue.close();
            }
        };
    }

    /**
     * Creates a System V queue without a key. The file {@code path} contains the queue's id.
     *
     * @return removes the queue
     */
    static Runnable createSystemV(Path path) throws IOException {
        Files.writeString(path, Integer.toString(SystemVMessageQueue.create(0, OWNER_ONLY)));
        return removalOfSystemV(path);
    }

    private static void remove(int id) {
        try {
            SystemVMessageQueue.remove(id);
        } catch (IpcException e) {
            // Another process has already removed the queue.
        }
    }

    /** Opens a queue that {@link #createSystemV} has created. Its method close has no effect. */
    static Queue openSystemV(Path path) throws IOException {
        SystemVMessageQueue queue = SystemVMessageQueue.waiting(id(path));
        return new Queue() {
            @Override
            public void send(MemorySegment item, int size) {
                boolean _ = queue.send(item, 0, size, TYPE);
            }

            @Override
            public long receive(MemorySegment item) {
                return queue.receive(SystemVMessageQueue.ANY_TYPE, item);
            }

            @Override
            public void close() {
                // The queue remains until it is removed.
            }
        };
    }

    /**
     * Returns an action that removes a queue that {@link #createSystemV} has created. The action
     * has no effect if the queue was removed already.
     */
    static Runnable removalOfSystemV(Path path) throws IOException {
        int id = id(path);
        return () -> remove(id);
    }

    private static int id(Path path) throws IOException {
        return Integer.parseInt(Files.readString(path));
    }
}
