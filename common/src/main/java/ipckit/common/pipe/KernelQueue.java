package ipckit.common.pipe;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.PosixMessageQueue;
import ipckit.common.os.PosixMessageQueueLimits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A POSIX message queue of the kernel, see mq_overview(7). A message has a body and a priority.
 * Receiving a message removes it from the queue. Methods take the name of a queue without the
 * leading slash.
 *
 * <p>The kernel does not wake a waiting thread when the queue is removed or standard output is
 * closed. Therefore a long wait consists of short waits, and the thread checks for these events
 * between two short waits. An instance belongs to one thread.
 */
public final class KernelQueue implements AutoCloseable {
    private static final int SLICE_MILLIS = 150;
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final String FILE_SYSTEM = "mqueue";
    private static final String NOT_MOUNTED =
            "cannot list the kernel's queues: no file system that shows them is mounted"
                    + " ('mount -t mqueue none /dev/mqueue' does that); the queues can still be"
                    + " used by name";
    private static final String SIZE = "QSIZE:";
    private static final int PERMISSIONS = 0777;

    private final PosixMessageQueue queue;

    /** The body of the message that was received last. */
    private byte[] body;

    /** A received message. */
    public record Letter(int priority, byte[] body) {}

    /**
     * The properties and the state of a queue.
     *
     * @param capacity the largest number of messages in the queue
     * @param maxSize the largest size of a message in bytes
     * @param ready the number of messages in the queue
     * @param bytes the total size of all messages in the queue, in bytes
     * @param mode the permission bits of the queue
     * @param uid the user ID of the queue's owner
     */
    public record Facts(long capacity, long maxSize, long ready, long bytes, int mode, int uid) {}

    private KernelQueue(PosixMessageQueue queue) {
        this.queue = queue;
    }

    /**
     * Creates a queue.
     *
     * @param mode the permission bits, which are set regardless of the umask
     * @throws IpcException EXISTS if a queue has this name; DENIED if the kernel refuses access;
     *     CANNOT_CREATE or NO_SPACE if the queue exceeds a limit of the kernel; the text of the
     *     exception then contains the limit
     */
    public static void create(String name, long capacity, long maxSize, int mode) {
        String path = "/" + name;
        try (PosixMessageQueue made = PosixMessageQueue.create(path, capacity, maxSize, mode)) {
            Files.setAttribute(made.file(), "unix:mode", mode);
        } catch (IOException e) {
            PosixMessageQueue.unlink(path);
            throw new IpcException(
                    Category.IO, "cannot set the permissions of the queue: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the lower of two values: the wanted capacity, and the kernel's limit for the number
     * of messages in a queue. Returns the wanted capacity if the limit is unknown.
     */
    public static long capacityUpTo(long wanted) {
        return lesser(wanted, PosixMessageQueueLimits.read().messages());
    }

    /**
     * Returns the lower of two sizes in bytes: the wanted message size, and the kernel's limit for
     * the size of a message. Returns the wanted size if the limit is unknown.
     */
    public static long sizeUpTo(long wanted) {
        return lesser(wanted, PosixMessageQueueLimits.read().size());
    }

    private static long lesser(long wanted, String limit) {
        try {
            return Math.min(wanted, Long.parseLong(limit));
        } catch (NumberFormatException e) {
            // The kernel's limit is unknown. If the wanted value is too large, the kernel refuses
            // to create the queue.
            return wanted;
        }
    }

    /**
     * Opens a queue for receiving and inspecting.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     access
     */
    public static KernelQueue toReceive(String name) {
        return new KernelQueue(PosixMessageQueue.open("/" + name, false));
    }

    /**
     * Opens a queue for sending.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     access
     */
    public static KernelQueue toSend(String name) {
        return new KernelQueue(PosixMessageQueue.open("/" + name, true));
    }

    /**
     * Removes the name of a queue. Processes that have the queue open can still use it.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     removal
     */
    public static void remove(String name) {
        PosixMessageQueue.unlink("/" + name);
    }

    /**
     * Returns the names of all queues, sorted.
     *
     * @throws IpcException FAILED if the file system that shows the queues is not mounted
     */
    public static List<String> list() {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(mountPoint())) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot list the kernel's queues: " + e.getMessage(), e);
        }
        names.sort(null);
        return names;
    }

    /**
     * Returns the mount point of the file system that shows the queues. Each line of {@code
     * /proc/self/mounts} has a device, a mount point and a type, separated by blanks, see
     * proc_pid_mounts(5).
     */
    private static Path mountPoint() {
        try (Stream<String> mounts = Files.lines(MOUNTS)) {
            return mounts.map(line -> line.split(" "))
                    .filter(words -> words[2].equals(FILE_SYSTEM))
                    .map(words -> Path.of(words[1]))
                    .findFirst()
                    .orElseThrow(() -> new IpcException(Category.FAILED, NOT_MOUNTED));
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + MOUNTS + ": " + e.getMessage(), e);
        }
    }

    /** Returns the largest size of a message in bytes. */
    public long maxSize() {
        return queue.maxSize();
    }

    /** Returns the number of messages in the queue. */
    public long ready() {
        return queue.attributes().messages();
    }

    /** Returns the properties and the state of the queue, which must be open for receiving. */
    public Facts facts() {
        PosixMessageQueue.Attributes seen = queue.attributes();
        try {
            Map<String, Object> file = Files.readAttributes(queue.file(), "unix:mode,uid");
            return new Facts(
                    seen.capacity(),
                    seen.maxSize(),
                    seen.messages(),
                    bytes(Files.readString(queue.file())),
                    (Integer) file.get("mode") & PERMISSIONS,
                    (Integer) file.get("uid"));
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot inspect the queue: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the total size in bytes of the messages in a queue, or 0 if {@code told} does not
     * begin with this size.
     *
     * @param told the content of the queue's file, for example {@code QSIZE:129 NOTIFY:0 …}, see
     *     mq_overview(7)
     */
    private static long bytes(String told) {
        return told.startsWith(SIZE)
                ? Long.parseLong(told.substring(SIZE.length()).split(" ")[0])
                : 0;
    }

    /**
     * Sends a message. Waits until the queue has room for the message or the deadline passes.
     *
     * @param source the memory that contains the body of the message
     * @param from the offset of the body in {@code source}
     * @param length the length of the body in bytes
     * @return true if the message was sent; false if the queue had no room until the deadline
     * @throws IpcException UNUSABLE if the message is larger than the queue allows; REMOVED if the
     *     queue was removed during the wait
     */
    public boolean send(
            MemorySegment source, long from, long length, int priority, Deadline deadline) {
        return within(
                deadline,
                () -> false,
                () -> queue.send(source, from, length, priority),
                queue::awaitRoom);
    }

    /**
     * Receives the oldest message of the highest priority. Waits until the queue has a message or
     * the deadline passes.
     *
     * @param unwanted a function that returns true if the caller no longer wants a message; called
     *     at the start and several times per second during the wait
     * @return the message, or empty if the queue had no message until the deadline
     * @throws IpcException REMOVED if the queue was removed during the wait; OUTPUT_CLOSED if
     *     {@code unwanted} returned true
     */
    public Optional<Letter> receive(Deadline deadline, BooleanSupplier unwanted) {
        return within(deadline, unwanted, this::receive, queue::awaitMessage)
                ? Optional.of(new Letter(queue.priority(), body))
                : Optional.empty();
    }

    private boolean receive() {
        body = queue.receive();
        return body != null;
    }

    /**
     * Waits until the queue contains a message. Does not receive the message.
     *
     * @return true if the queue contains a message; false if the deadline passed
     * @throws IpcException REMOVED if the queue was removed during the wait
     */
    public boolean awaitMessage(Deadline deadline) {
        return within(deadline, () -> false, () -> queue.awaitMessage(0), queue::awaitMessage);
    }

    /**
     * Waits until the queue has room for a message.
     *
     * @return true if the queue has room; false if the deadline passed
     * @throws IpcException REMOVED if the queue was removed during the wait
     */
    public boolean awaitRoom(Deadline deadline) {
        return within(deadline, () -> false, () -> queue.awaitRoom(0), queue::awaitRoom);
    }

    /**
     * Repeats an operation until the operation succeeds or the deadline passes. Between two
     * attempts, waits until the queue is ready for the operation. The queue may be removed during
     * such a wait, so each wait is followed by a check. Without the check, a message could be sent
     * to a removed queue, where no process receives it.
     *
     * @param unwanted a function that is called before each attempt; if it returns true, this
     *     method throws an exception of the category OUTPUT_CLOSED
     * @param attempt a function that tries the operation without waiting, and returns whether the
     *     operation succeeded
     * @param ready a function that waits for at most a given number of milliseconds, and returns
     *     whether the next attempt may succeed
     * @return true if the operation succeeded; false if the deadline passed
     */
    private boolean within(
            Deadline deadline,
            BooleanSupplier unwanted,
            BooleanSupplier attempt,
            IntPredicate ready) {
        for (; ; ) {
            if (unwanted.getAsBoolean()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "standard output is closed");
            }
            if (attempt.getAsBoolean()) {
                return true;
            }
            boolean mayProceed = ready.test(millis(deadline.remainingNanos()));
            if (isRemoved()) {
                throw new IpcException(Category.REMOVED, "it was removed");
            }
            if (!mayProceed && deadline.expired()) {
                return false;
            }
        }
    }

    /**
     * Returns the time limit of the next attempt in milliseconds: the time until the deadline, but
     * at most {@link #SLICE_MILLIS}. The time is rounded up, so that the last attempt does not end
     * before the deadline.
     */
    private static int millis(long nanos) {
        if (nanos >= TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS)) {
            return SLICE_MILLIS;
        }
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    }

    private boolean isRemoved() {
        try {
            return (Integer) Files.getAttribute(queue.file(), "unix:nlink") == 0;
        } catch (IOException e) {
            // Without /proc this process cannot detect a removal.
            return false;
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
