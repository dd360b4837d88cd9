package ipckit.common.pipe.kernel;

import ipckit.common.os.PosixMessageQueue;
import ipckit.common.os.SystemVMessageQueue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * An open message queue of the kernel whose operations wait without a time limit. Each operation is
 * one system call, so it is faster than an operation of a {@link KernelQueue}. A wait does not end
 * when the other process ends.
 *
 * <p>An instance belongs to one thread.
 */
public interface WaitingQueue extends AutoCloseable {
    /** Sends the first {@code length} bytes of the memory as one message. */
    void send(MemorySegment message, long length);

    /**
     * Receives a message.
     *
     * @param target the native memory for the message, as large as the largest message of the queue
     * @return the length of the message in bytes
     */
    long receive(MemorySegment target);

    @Override
    void close();

    /**
     * Opens a POSIX queue.
     *
     * @param path a path that leads to the queue, see {@link PosixQueue#path}
     */
    static WaitingQueue posix(Path path) {
        return new WaitingPosixQueue(PosixMessageQueue.openWaiting(path));
    }

    /** Opens a System V queue. */
    static WaitingQueue systemV(int id) {
        return new WaitingSystemVQueue(SystemVMessageQueue.waiting(id));
    }

    /** A POSIX queue. All messages have the priority 0. */
    record WaitingPosixQueue(PosixMessageQueue queue) implements WaitingQueue {
        @Override
        public void send(MemorySegment message, long length) {
            boolean _ = queue.send(message, 0, length, 0);
        }

        @Override
        public long receive(MemorySegment target) {
            return queue.receive(target);
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    /** A System V queue. All messages have the type 1. */
    record WaitingSystemVQueue(SystemVMessageQueue queue) implements WaitingQueue {
        @Override
        public void send(MemorySegment message, long length) {
            boolean _ = queue.send(message, 0, length, 1);
        }

        @Override
        public long receive(MemorySegment target) {
            return queue.receive(SystemVMessageQueue.ANY_TYPE, target);
        }

        @Override
        public void close() {
            // This process has no descriptor of the queue. The queue remains until it is removed.
        }
    }
}
