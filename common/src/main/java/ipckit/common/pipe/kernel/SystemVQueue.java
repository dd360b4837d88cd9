package ipckit.common.pipe.kernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.SystemVMessageQueue;
import ipckit.common.os.SystemVMessageQueueLimits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A System V message queue of the kernel, see sysvipc(7). The label of a message is its type, from
 * 1 to {@link Long#MAX_VALUE}. A receiver chooses which types it receives.
 *
 * <p>msgsnd(2) and msgrcv(2) cannot wait with a time limit, and poll(2) does not support these
 * queues. Therefore a waiting thread sleeps and tries again. The sleeps grow from 1 to 50 ms, so a
 * long wait has at most 20 wake-ups per second, and a message is noticed at most 50 ms late. An
 * instance belongs to one thread.
 */
public final class SystemVQueue implements KernelQueue {
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;
    private static final long MILLIS_PER_SECOND = 1000;

    /** The kernel's list of all queues (proc_sysvipc(5)), which every user may read. */
    private static final Path TABLE = Path.of("/proc/sysvipc/msg");

    private final int id;
    private final long type;
    private final SystemVMessageQueue queue;

    /**
     * The key and the id of a queue.
     *
     * @param key the key; 0 if the queue can be found by its id only
     */
    public record Identity(int key, int id) {}

    /**
     * The properties and the state of a queue.
     *
     * @param maxBytes the largest total size of all messages in the queue, in bytes
     * @param maxSize the largest size of a message in bytes
     * @param ready the number of messages in the queue
     * @param bytes the total size of all messages in the queue, in bytes
     * @param mode the permission bits of the queue
     * @param uid the user ID of the queue's owner
     */
    public record Facts(
            Identity identity,
            long maxBytes,
            long maxSize,
            long ready,
            long bytes,
            int mode,
            int uid,
            Event sent,
            Event received) {}

    /**
     * An event at a queue: the last time at which a process sent a message to the queue, or the
     * last time at which a process received a message from the queue.
     *
     * @param pid the pid of that process; 0 if the event has not happened yet
     * @param millis the time in milliseconds since 1970, a multiple of 1000; 0 if the event has not
     *     happened yet
     */
    public record Event(int pid, long millis) {}

    /**
     * Opens a queue.
     *
     * @param type the type of the messages to receive; 0 for any type; a negative number −N for the
     *     lowest type that is at most N
     * @throws IpcException ABSENT if no queue has the id
     */
    public SystemVQueue(int id, long type) {
        this.id = id;
        this.type = type;
        queue = new SystemVMessageQueue(id);
        if (!queue.exists()) {
            throw new IpcException(Category.ABSENT, "there is none, or it was removed");
        }
    }

    /**
     * Creates a queue.
     *
     * @param key the key; 0 for a queue that can be found by its id only
     * @param maxBytes the largest total size of all messages in the queue, in bytes; 0 for the
     *     kernel's default
     * @param mode the permission bits, which are set regardless of the umask
     * @return the queue's id
     * @throws IpcException EXISTS if a queue has this key; CANNOT_CREATE if the queue exceeds a
     *     limit of the kernel; the text of the exception then contains the limit
     */
    public static int create(int key, long maxBytes, int mode) {
        int id = SystemVMessageQueue.create(key, mode);
        if (maxBytes > 0) {
            try {
                SystemVMessageQueue.limit(id, maxBytes);
            } catch (IpcException e) {
                SystemVMessageQueue.remove(id);
                throw e;
            }
        }
        return id;
    }

    /**
     * Returns the id of the queue that has the given key.
     *
     * @throws IpcException ABSENT if no queue has the key
     */
    public static int find(int key) {
        return SystemVMessageQueue.find(key);
    }

    /**
     * Removes a queue with its messages, and ends the waits of all processes at the queue.
     *
     * @throws IpcException ABSENT if no queue has the id; DENIED if permissions forbid the removal
     */
    public static void remove(int id) {
        SystemVMessageQueue.remove(id);
    }

    /** Returns all queues, including queues that this user may not access. */
    public static List<Identity> list() {
        List<Identity> found = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(TABLE);
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.strip().split(" +");
                found.add(new Identity(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
            }
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + TABLE + ": " + e.getMessage(), e);
        }
        return found;
    }

    /**
     * Returns the properties and the state of a queue.
     *
     * @throws IpcException ABSENT if no queue has the id; DENIED if this user may not read the
     *     queue
     */
    public static Facts facts(int id) {
        SystemVMessageQueue.Description seen = SystemVMessageQueue.describe(id);
        return new Facts(
                new Identity(seen.key(), id),
                seen.maxBytes(),
                Math.min(seen.maxBytes(), SystemVMessageQueueLimits.read().messageSize()),
                seen.messages(),
                seen.bytes(),
                seen.mode(),
                seen.uid(),
                new Event(seen.lastSender(), seen.lastSent() * MILLIS_PER_SECOND),
                new Event(seen.lastReceiver(), seen.lastReceived() * MILLIS_PER_SECOND));
    }

    @Override
    public long maxSize() {
        return Math.min(queue.maxBytes(), SystemVMessageQueueLimits.read().messageSize());
    }

    @Override
    public long ready() {
        return SystemVMessageQueue.describe(id).messages();
    }

    @Override
    public boolean send(
            MemorySegment source, long from, long length, long label, Deadline deadline) {
        return within(deadline, () -> false, () -> queue.send(source, from, length, label));
    }

    @Override
    public Optional<Letter> receive(Deadline deadline, BooleanSupplier unwanted) {
        Letter[] received = {null};
        within(
                deadline,
                unwanted,
                () -> {
                    byte[] body = queue.receive(type);
                    received[0] = body == null ? null : new Letter(queue.type(), body);
                    return body != null;
                });
        return Optional.ofNullable(received[0]);
    }

    @Override
    public boolean awaitMessage(Deadline deadline) {
        return within(
                deadline,
                () -> false,
                () -> describe(SystemVMessageQueue::describe).messages() > 0);
    }

    /**
     * Waits until the queue has room for a message of 1 byte. A longer message may still not fit.
     */
    @Override
    public boolean awaitRoom(Deadline deadline) {
        return within(
                deadline,
                () -> false,
                () -> {
                    SystemVMessageQueue.Description seen =
                            describe(SystemVMessageQueue::describeForSender);
                    return Math.max(seen.bytes(), seen.messages()) < seen.maxBytes();
                });
    }

    /**
     * Returns the state of the queue. Throws REMOVED if the queue was removed after it was opened.
     *
     * @param look returns the state of the queue with a given id
     */
    private SystemVMessageQueue.Description describe(
            IntFunction<SystemVMessageQueue.Description> look) {
        try {
            return look.apply(id);
        } catch (IpcException e) {
            throw e.category() == Category.ABSENT ? KernelQueue.removed() : e;
        }
    }

    /**
     * Repeats an attempt until the attempt succeeds or the deadline passes. Returns whether the
     * attempt succeeded.
     *
     * @param unwanted a function that is called before each attempt; it returns true if the caller
     *     no longer wants a message
     * @throws IpcException OUTPUT_CLOSED if {@code unwanted} returns true
     */
    private static boolean within(
            Deadline deadline, BooleanSupplier unwanted, BooleanSupplier attempt) {
        long pause = FIRST_PAUSE_NANOS;
        for (; ; ) {
            KernelQueue.checkWanted(unwanted);
            if (attempt.getAsBoolean()) {
                return true;
            }
            long left = deadline.remainingNanos();
            if (left == 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, pause));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    /** Does nothing, because the kernel does not count the users of a queue. */
    @Override
    public void close() {}
}
