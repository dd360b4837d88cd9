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
 * A POSIX message queue of the kernel, mq_overview(7): messages have a body and a priority, and one
 * that is received is gone. Names are without the slash.
 *
 * <p>Nobody who waits there is told when it is removed, nor that nobody reads our output any more:
 * so waits are made of slices, and both are looked at between them. For one thread.
 */
public final class KernelQueue implements AutoCloseable {
    private static final int SLICE_MILLIS = 150;
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final String FILE_SYSTEM = "mqueue";
    private static final String SIZE = "QSIZE:";
    private static final int PERMISSIONS = 0777;

    private final PosixMessageQueue queue;

    /** Of the message received last. */
    private byte[] body;

    /** A message as it is received. */
    public record Letter(int priority, byte[] body) {}

    /**
     * What is known of a queue.
     *
     * @param capacity how many messages it holds
     * @param maxSize how many bytes each may have
     * @param ready how many are in it
     * @param bytes how many bytes those have
     * @param mode its permissions
     * @param uid whose it is
     */
    public record Facts(long capacity, long maxSize, long ready, long bytes, int mode, int uid) {}

    private KernelQueue(PosixMessageQueue queue) {
        this.queue = queue;
    }

    /**
     * Makes a queue.
     *
     * @param mode its permissions, whatever the umask
     * @throws IpcException EXISTS, DENIED; CANNOT_CREATE or NO_SPACE if a limit of the kernel is in
     *     the way, with a message that has it
     */
    public static void create(String name, long capacity, long maxSize, int mode) {
        String path = "/" + name;
        try (PosixMessageQueue made = PosixMessageQueue.create(path, capacity, maxSize, mode)) {
            Files.setAttribute(made.file(), "unix:mode", mode);
        } catch (IOException e) {
            PosixMessageQueue.unlink(path);
            throw new IpcException(Category.IO, "cannot set its permissions: " + e.getMessage(), e);
        }
    }

    /** So many messages, or as few as the kernel allows a queue. */
    public static long capacityUpTo(long wanted) {
        return lesser(wanted, PosixMessageQueueLimits.read().messages());
    }

    /** So many bytes, or as few as the kernel allows a message. */
    public static long sizeUpTo(long wanted) {
        return lesser(wanted, PosixMessageQueueLimits.read().size());
    }

    private static long lesser(long wanted, String limit) {
        try {
            return Math.min(wanted, Long.parseLong(limit));
        } catch (NumberFormatException e) {
            return wanted; // unknown: then the kernel shall say
        }
    }

    /**
     * Opens a queue to receive from it, or to look at it.
     *
     * @throws IpcException ABSENT, DENIED
     */
    public static KernelQueue toReceive(String name) {
        return new KernelQueue(PosixMessageQueue.open("/" + name, false));
    }

    /**
     * Opens a queue to send into it.
     *
     * @throws IpcException ABSENT, DENIED
     */
    public static KernelQueue toSend(String name) {
        return new KernelQueue(PosixMessageQueue.open("/" + name, true));
    }

    /**
     * Takes a queue's name away. Who has it open can use it on.
     *
     * @throws IpcException ABSENT, DENIED
     */
    public static void remove(String name) {
        PosixMessageQueue.unlink("/" + name);
    }

    /**
     * The names of all queues, in the order of their characters.
     *
     * @throws IpcException FAILED where the kernel does not show them
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

    /** Device, place and kind of each file system, with blanks between: proc_pid_mounts(5). */
    private static Path mountPoint() {
        try (Stream<String> mounts = Files.lines(MOUNTS)) {
            return mounts.map(line -> line.split(" "))
                    .filter(words -> words[2].equals(FILE_SYSTEM))
                    .map(words -> Path.of(words[1]))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IpcException(
                                            Category.FAILED,
                                            "cannot list the kernel's queues: no file system that"
                                                + " shows them is mounted ('mount -t mqueue none"
                                                + " /dev/mqueue' does that); they can be used by"
                                                + " name all the same"));
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot read " + MOUNTS + ": " + e.getMessage(), e);
        }
    }

    /** How many bytes a message may have. */
    public long maxSize() {
        return queue.maxSize();
    }

    /** How many messages can be received now. */
    public long ready() {
        return queue.attributes().messages();
    }

    /** What is known of it; it must have been opened to receive. */
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
            throw new IpcException(Category.IO, "cannot look at it: " + e.getMessage(), e);
        }
    }

    /** From {@code QSIZE:129 NOTIFY:0 …}, as mq_overview(7) shows it. */
    private static long bytes(String told) {
        return told.startsWith(SIZE)
                ? Long.parseLong(told.substring(SIZE.length()).split(" ")[0])
                : 0;
    }

    /**
     * Sends a message; waits for room as long as the deadline lets it.
     *
     * @param source where its bytes are
     * @return false if there was no room
     * @throws IpcException UNUSABLE if it is larger than the queue takes, REMOVED
     */
    public boolean send(
            MemorySegment source, long from, long length, int priority, Deadline deadline) {
        return within(
                deadline,
                () -> false,
                millis -> queue.send(source, from, length, priority, millis));
    }

    /**
     * Receives the message of the highest priority, and of those the oldest; waits for one as long
     * as the deadline lets it.
     *
     * @param unwanted whether nobody will want it any more
     * @return nothing if there was none
     * @throws IpcException REMOVED; OUTPUT_CLOSED if it is unwanted
     */
    public Optional<Letter> receive(Deadline deadline, BooleanSupplier unwanted) {
        return within(deadline, unwanted, this::receive)
                ? Optional.of(new Letter(queue.priority(), body))
                : Optional.empty();
    }

    private boolean receive(int millis) {
        body = queue.receive(millis);
        return body != null;
    }

    /**
     * Waits until a message can be received, and takes none.
     *
     * @return false if the deadline came first
     * @throws IpcException REMOVED
     */
    public boolean awaitMessage(Deadline deadline) {
        return within(deadline, () -> false, queue::awaitMessage);
    }

    /**
     * Waits until a message can be sent.
     *
     * @return false if the deadline came first
     * @throws IpcException REMOVED
     */
    public boolean awaitRoom(Deadline deadline) {
        return within(deadline, () -> false, queue::awaitRoom);
    }

    /**
     * @param slice one slice of the wait, in milliseconds; whether it was not in vain
     */
    private boolean within(Deadline deadline, BooleanSupplier unwanted, IntPredicate slice) {
        for (; ; ) {
            if (unwanted.getAsBoolean()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
            }
            if (slice.test(millis(deadline.remainingNanos()))) {
                return true;
            }
            if (isRemoved()) {
                throw new IpcException(Category.REMOVED, "it was removed");
            }
            if (deadline.expired()) {
                return false;
            }
        }
    }

    /** Rounded up, so that the last slice does not end before the deadline. */
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
            return false; // without /proc nobody can tell
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
