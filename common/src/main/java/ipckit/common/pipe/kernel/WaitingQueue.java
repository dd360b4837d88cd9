package ipckit.common.pipe.kernel;

import ipckit.common.IpcException;
import ipckit.common.os.PosixMessageQueue;
import ipckit.common.os.SystemVMessageQueue;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * An open message queue of the kernel without a name or key, whose operations wait without a time
 * limit. Each operation is one system call, so it is faster than an operation of a {@link
 * KernelQueue}. A wait does not end when another process that uses the queue ends.
 *
 * <p>An instance belongs to one thread, but any thread may call {@link #remove}.
 */
public interface WaitingQueue extends AutoCloseable {
    /** The permissions of a new queue: only this user may use it. */
    int OWNER_ONLY = 0600;

    /** Sends the first {@code length} bytes of the memory as one message. */
    void send(MemorySegment message, long length);

    /**
     * Receives a message.
     *
     * @param target the native memory for the message, as large as the largest message of the queue
     * @return the length of the message in bytes
     */
    long receive(MemorySegment target);

    /**
     * Returns a text without blanks, by which another process of this user opens the queue with
     * {@link #openPosix} or {@link #openSystemV}. The address of a POSIX queue is valid while this
     * object is open.
     */
    String address();

    /**
     * Removes a System V queue, unless it was removed already. Without this call, the queue remains
     * when all processes have ended. Has no effect on a POSIX queue, which exists only while a
     * process has it open.
     */
    void remove();

    @Override
    void close();

    /**
     * Creates a POSIX queue.
     *
     * @param capacity the number of messages that the queue can hold at most
     * @param maxSize the largest size of a message in bytes
     * @throws IpcException CANNOT_CREATE if the queue exceeds a limit of the kernel; the text of
     *     the exception then contains the limit
     */
    static WaitingQueue createPosix(long capacity, long maxSize) {
        // A queue can be created only with a name. The name is removed at once.
        byte[] name = ("/ipckit-" + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
        try (PosixMessageQueue made =
                PosixMessageQueue.create(name, capacity, maxSize, OWNER_ONLY)) {
            PosixMessageQueue.unlink(name);
            return new WaitingPosixQueue(PosixMessageQueue.openWaiting(made.file()));
        }
    }

    /** Opens a POSIX queue whose {@link #address} is given. */
    static WaitingQueue openPosix(String address) {
        return new WaitingPosixQueue(PosixMessageQueue.openWaiting(Path.of(address)));
    }

    /**
     * Creates a System V queue.
     *
     * @throws IpcException CANNOT_CREATE if the kernel allows no further queue
     */
    static WaitingQueue createSystemV() {
        return WaitingSystemVQueue.of(SystemVMessageQueue.create(0, OWNER_ONLY));
    }

    /** Opens a System V queue whose {@link #address} is given. */
    static WaitingQueue openSystemV(String address) {
        return WaitingSystemVQueue.of(Integer.parseInt(address));
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
        public String address() {
            return "/proc/" + ProcessHandle.current().pid() + "/fd/" + queue.file().getFileName();
        }

        @Override
        public void remove() {
            // The kernel removes the queue when no process has it open.
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    /** A System V queue. All messages have the type 1. */
    record WaitingSystemVQueue(int id, SystemVMessageQueue queue) implements WaitingQueue {
        private static WaitingSystemVQueue of(int id) {
            return new WaitingSystemVQueue(id, SystemVMessageQueue.waiting(id));
        }

        @Override
        public void send(MemorySegment message, long length) {
            boolean _ = queue.send(message, 0, length, 1);
        }

        @Override
        public long receive(MemorySegment target) {
            return queue.receive(SystemVMessageQueue.ANY_TYPE, target);
        }

        @Override
        public String address() {
            return Integer.toString(id);
        }

        @Override
        public void remove() {
            try {
                SystemVMessageQueue.remove(id);
            } catch (IpcException e) {
                // Another process has already removed the queue.
            }
        }

        @Override
        public void close() {
            // A process uses a System V queue without a descriptor, so there is nothing to close.
        }
    }
}
