package ipckit.common.pipe.kernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.os.PosixMessageQueue;
import ipckit.common.os.PosixMessageQueueLimits;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A POSIX message queue of the kernel, see mq_overview(7). The label of a message is its priority,
 * and the oldest message of the highest priority is received first. Methods take the bytes of a
 * queue's name, with the leading slash.
 *
 * <p>The kernel does not wake a waiting thread when the queue is removed. Therefore a long wait
 * consists of short waits, and the thread checks for a removal between two short waits. An instance
 * belongs to one thread.
 */
public final class PosixQueue implements KernelQueue {
    private static final int SLICE_MILLIS = 150;
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final String FILE_SYSTEM = "mqueue";
    private static final String NOT_MOUNTED =
            "cannot list the kernel's queues: no file system that shows them is mounted"
                    + " ('mount -t mqueue none /dev/mqueue' does that); the queues can still be"
                    + " used by name";
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");
    private static final int OCTAL = 8;
    private static final String SIZE = "QSIZE:";
    private static final int PERMISSIONS = 0777;

    private final PosixMessageQueue queue;

    /** The body of the message that was received last. */
    private byte[] body;

    /**
     * The properties and the state of a queue.
     *
     * @param capacity the number of messages that the queue can hold at most
     * @param maxSize the largest size of a message in bytes
     * @param ready the number of messages in the queue
     * @param bytes the total size of all messages in the queue, in bytes
     * @param mode the permission bits of the queue
     * @param uid the user ID of the queue's owner
     */
    public record Facts(long capacity, long maxSize, long ready, long bytes, int mode, int uid) {}

    private PosixQueue(PosixMessageQueue queue) {
        this.queue = queue;
    }

    /**
     * Creates a queue.
     *
     * @param capacity the number of messages that the queue can hold at most
     * @param maxSize the largest size of a message in bytes
     * @param mode the permission bits, which are set regardless of the umask
     * @throws IpcException EXISTS if a queue has this name; DENIED if the kernel refuses access;
     *     CANNOT_CREATE if the queue exceeds a limit of the kernel; the text of the exception then
     *     contains the limit
     */
    public static void create(byte[] name, long capacity, long maxSize, int mode) {
        try (PosixMessageQueue made = PosixMessageQueue.create(name, capacity, maxSize, mode)) {
            Files.setAttribute(made.file(), "unix:mode", mode);
        } catch (IOException e) {
            PosixMessageQueue.unlink(name);
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
    public static PosixQueue toReceive(byte[] name) {
        return new PosixQueue(PosixMessageQueue.open(name, false));
    }

    /**
     * Opens a queue for sending.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     access
     */
    public static PosixQueue toSend(byte[] name) {
        return new PosixQueue(PosixMessageQueue.open(name, true));
    }

    /**
     * Removes the name of a queue. Processes that have the queue open can still use it.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     removal
     */
    public static void remove(byte[] name) {
        PosixMessageQueue.unlink(name);
    }

    /**
     * Returns the files of all queues, sorted. A file has the name of its queue without the slash.
     *
     * @throws IpcException FAILED if the file system that shows the queues is not mounted
     */
    public static List<Path> list() {
        try (Stream<Path> files = Files.list(mountPoint())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot list the kernel's queues: " + e.getMessage(), e);
        }
    }

    private static Path mountPoint() throws IOException {
        try (Stream<String> mounts = Files.lines(MOUNTS, StandardCharsets.ISO_8859_1)) {
            return mountPoint(mounts)
                    .orElseThrow(() -> new IpcException(Category.FAILED, NOT_MOUNTED));
        }
    }

    /**
     * Returns the mount point of the file system that shows the queues.
     *
     * <p>A line of {@code /proc/self/mounts} begins with a device, a mount point and a file system
     * type, separated by blanks, see proc_pid_mounts(5). In the mount point, a backslash and three
     * octal digits stand for a blank, a tab, a line feed or a backslash.
     *
     * @param mounts the lines of {@code /proc/self/mounts}, in which each character stands for one
     *     byte
     */
    static Optional<Path> mountPoint(Stream<String> mounts) {
        return mounts.map(line -> line.split(" "))
                .filter(words -> words[2].equals(FILE_SYSTEM))
                .map(words -> ESCAPED.matcher(words[1]).replaceAll(PosixQueue::unescaped))
                .map(path -> path.getBytes(StandardCharsets.ISO_8859_1))
                .map(PathBytes::path)
                .findFirst();
    }

    private static String unescaped(MatchResult escaped) {
        char unescaped = (char) Integer.parseInt(escaped.group(1), OCTAL);
        return Matcher.quoteReplacement(String.valueOf(unescaped));
    }

    @Override
    public long maxSize() {
        return queue.maxSize();
    }

    @Override
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

    @Override
    public boolean send(
            MemorySegment source, long from, long length, long label, Deadline deadline) {
        int priority = Math.toIntExact(label);
        return within(
                deadline,
                () -> false,
                () -> queue.send(source, from, length, priority),
                queue::awaitRoom);
    }

    @Override
    public Optional<Letter> receive(Deadline deadline, BooleanSupplier unwanted) {
        return within(deadline, unwanted, this::receive, queue::awaitMessage)
                ? Optional.of(new Letter(queue.priority(), body))
                : Optional.empty();
    }

    private boolean receive() {
        body = queue.receive();
        return body != null;
    }

    @Override
    public boolean awaitMessage(Deadline deadline) {
        return within(deadline, () -> false, () -> queue.awaitMessage(0), queue::awaitMessage);
    }

    @Override
    public boolean awaitRoom(Deadline deadline) {
        return within(deadline, () -> false, () -> queue.awaitRoom(0), queue::awaitRoom);
    }

    /**
     * Repeats an operation until the operation succeeds or the deadline passes. Between two
     * attempts, waits until the queue is ready for the operation. After each wait, checks that the
     * queue was not removed during the wait. Without the check, a message could be sent to a
     * removed queue, where no process receives it.
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
            KernelQueue.checkWanted(unwanted);
            if (attempt.getAsBoolean()) {
                return true;
            }
            boolean mayProceed = ready.test(millis(deadline.remainingNanos()));
            if (isRemoved()) {
                throw KernelQueue.removed();
            }
            if (!mayProceed && deadline.expired()) {
                return false;
            }
        }
    }

    /**
     * Returns the time limit of the next wait in milliseconds: the time until the deadline, but at
     * most {@link #SLICE_MILLIS}. The time is rounded up, so that the last wait does not end before
     * the deadline.
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
