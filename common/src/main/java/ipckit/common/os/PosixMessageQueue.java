package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * A POSIX message queue of the kernel: mq_overview(7). Names begin with a slash.
 *
 * <p>Sending and receiving never wait, except at a queue from {@link #openWaiting}. To wait, a
 * process uses poll(2), whose time limit does not depend on the wall clock. This class does not use
 * mq_timedsend(3) and mq_timedreceive(3), because their time limits are instants of the wall clock:
 * if the clock were set back, they would wait longer.
 *
 * <p>An instance belongs to one thread.
 */
public final class PosixMessageQueue implements AutoCloseable {
    /** The result of {@link #receive(MemorySegment)} if the queue is empty. */
    public static final int EMPTY = -1;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 0x80000;

    /**
     * The size in bytes of {@code struct mq_attr}: eight longs, of which the first four are used.
     */
    private static final long ATTRIBUTES_SIZE = 64;

    private static final long MAX_MESSAGES = 8;
    private static final long MESSAGE_SIZE = 16;
    private static final long MESSAGES = 24;

    private static final class Call {
        static final LibraryFunction OPEN = CallShapes.function("mq_open");
        static final LibraryFunction ATTRIBUTES = CallShapes.function("mq_getattr");
        static final LibraryFunction SEND = CallShapes.function("mq_send");
        static final LibraryFunction RECEIVE = CallShapes.function("mq_receive");
        static final LibraryFunction UNLINK = CallShapes.function("mq_unlink");
        static final LibraryFunction CLOSE = CallShapes.function("mq_close");
    }

    private final int descriptor;
    private final MemorySegment priority;
    private final Attributes attributes;
    private final MemorySegment body;

    /**
     * A queue's attributes, as mq_getattr(3) returns them.
     *
     * @param capacity the number of messages that the queue can hold at most
     * @param maxSize the size of the largest allowed message in bytes
     * @param messages the current number of messages in the queue
     */
    public record Attributes(long capacity, long maxSize, long messages) {}

    private PosixMessageQueue(int descriptor) {
        Arena arena = Arena.ofAuto();
        this.descriptor = descriptor;
        priority = arena.allocate(JAVA_INT);
        attributes = attributes();
        body = arena.allocate(Math.max(1, attributes.maxSize()));
    }

    /**
     * Creates a queue, and opens it for receiving.
     *
     * @param capacity the number of messages that the queue can hold at most
     * @param maxSize the size of the largest allowed message in bytes
     * @param mode the queue's permissions, before the umask is applied
     * @throws IpcException EXISTS if a queue has this name; DENIED if the kernel refuses access;
     *     CANNOT_CREATE if the queue exceeds a limit of the kernel (the text of the exception
     *     contains the limit); NO_SPACE if the kernel has no memory for the queue
     */
    public static PosixMessageQueue create(byte[] name, long capacity, long maxSize, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment wanted = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
            wanted.set(JAVA_LONG, MAX_MESSAGES, capacity);
            wanted.set(JAVA_LONG, MESSAGE_SIZE, maxSize);
            int opened = open(name, O_RDONLY | O_CREAT | O_EXCL, mode, wanted.address(), arena);
            if (opened < 0) {
                throw creationFailure(-opened);
            }
            return new PosixMessageQueue(opened);
        }
    }

    /**
     * Opens an existing queue.
     *
     * @param toSend true opens the queue for sending, false for receiving
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     access
     */
    public static PosixMessageQueue open(byte[] name, boolean toSend) {
        try (Arena arena = Arena.ofConfined()) {
            int opened = open(name, toSend ? O_WRONLY : O_RDONLY, 0, 0, arena);
            return new PosixMessageQueue(checked(opened, "cannot open it"));
        }
    }

    /**
     * Opens an existing queue for sending and receiving. {@link #send} then waits while the queue
     * is full, and the methods that receive wait while the queue is empty.
     *
     * @param file a path that leads to the queue, see {@link #file}
     * @throws IpcException ABSENT if the path does not exist; DENIED if permissions forbid the
     *     access
     */
    public static PosixMessageQueue openWaiting(Path file) {
        int flags = O_RDWR | O_CLOEXEC;
        return new PosixMessageQueue(FileDescriptors.open(file, flags, "cannot open it"));
    }

    private static int open(byte[] name, int flags, int mode, long wanted, Arena arena) {
        long text = Libc.string(name, arena).address();
        return CallShapes.call(Call.OPEN, text, flags | O_NONBLOCK | O_CLOEXEC, mode, wanted, 0, 0);
    }

    /**
     * Removes a queue's name. The kernel frees the queue when no process has it open.
     *
     * @throws IpcException ABSENT if no queue has this name; DENIED if permissions forbid the
     *     removal
     */
    public static void unlink(byte[] name) {
        try (Arena arena = Arena.ofConfined()) {
            long text = Libc.string(name, arena).address();
            checked(CallShapes.call(Call.UNLINK, text, 0, 0), "cannot remove it");
        }
    }

    /** Returns the queue's current attributes. */
    public Attributes attributes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seen = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
            checked(
                    CallShapes.call(Call.ATTRIBUTES, descriptor, seen.address(), 0),
                    "cannot look at it");
            return new Attributes(
                    seen.get(JAVA_LONG, MAX_MESSAGES),
                    seen.get(JAVA_LONG, MESSAGE_SIZE),
                    seen.get(JAVA_LONG, MESSAGES));
        }
    }

    /** Returns the size of the largest allowed message in bytes. */
    public long maxSize() {
        return attributes.maxSize();
    }

    /**
     * Returns a path in /proc that leads to the queue's file in the mqueue file system. The path
     * does not exist if /proc is not mounted.
     */
    public Path file() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Sends a message unless the queue is full.
     *
     * @param source the memory, native or on the heap, that contains the message
     * @param from the offset of the message in {@code source}
     * @param length the length of the message in bytes
     * @param urgency the message's priority; a message of higher priority is received first
     * @return true if the message was sent; false if the queue is full
     * @throws IpcException UNUSABLE if the message is larger than the queue allows
     */
    public boolean send(MemorySegment source, long from, long length, int urgency) {
        if (length > maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + CountedNoun.of(length, "byte")
                            + ", and it takes at most "
                            + maxSize()
                            + " (its mq_msgsize)");
        }
        MemorySegment.copy(source, from, body, 0, length);
        int done = CallShapes.callUntilDone(Call.SEND, descriptor, body.address(), length, urgency);
        // Without the fence, the garbage collector could free this object's native memory while the
        // system call uses it.
        Reference.reachabilityFence(this);
        return done != -Libc.EAGAIN && checked(done, "cannot send") == 0;
    }

    /**
     * Receives the message of the highest priority.
     *
     * @return the message; null if the queue is empty
     */
    public byte[] receive() {
        int length = receive(body);
        return length == EMPTY ? null : body.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /**
     * Receives the message of the highest priority.
     *
     * @param target the native memory for the message, at least {@link #maxSize} bytes
     * @return the length of the message in bytes; {@link #EMPTY} if the queue is empty
     */
    public int receive(MemorySegment target) {
        int length =
                CallShapes.callUntilDone(
                        Call.RECEIVE,
                        descriptor,
                        target.address(),
                        target.byteSize(),
                        priority.address());
        // Without the fences, the garbage collector could free the native memory while the system
        // call uses it.
        Reference.reachabilityFence(this);
        Reference.reachabilityFence(target);
        return length == -Libc.EAGAIN ? EMPTY : checked(length, "cannot receive");
    }

    /** Returns the priority of the message that the last call of {@link #receive} returned. */
    public int priority() {
        return priority.get(JAVA_INT, 0);
    }

    /**
     * Waits until the queue contains a message, for at most {@code millis} milliseconds. Returns
     * whether the queue contains a message. Does not receive the message.
     */
    public boolean awaitMessage(int millis) {
        return Poll.awaitReadable(descriptor, millis);
    }

    /**
     * Waits until the queue is not full, for at most {@code millis} milliseconds. Returns whether
     * the queue has room for a message.
     */
    public boolean awaitRoom(int millis) {
        return Poll.awaitWritable(descriptor, millis);
    }

    @Override
    public void close() {
        CallShapes.call(Call.CLOSE, descriptor, 0, 0);
    }

    private static IpcException creationFailure(int errno) {
        PosixMessageQueueLimits limits = PosixMessageQueueLimits.read();
        return switch (errno) {
            case Libc.EINVAL -> new IpcException(Category.CANNOT_CREATE, limits.ofOne());
            case Libc.ENOSPC -> new IpcException(Category.CANNOT_CREATE, limits.ofNumber());
            case Libc.EMFILE -> new IpcException(Category.CANNOT_CREATE, limits.ofMemory());
            default -> failure("cannot create it", errno);
        };
    }

    private static int checked(int result, String doing) {
        if (result < 0) {
            throw failure(doing, -result);
        }
        return result;
    }

    private static IpcException failure(String what, int errno) {
        return switch (errno) {
            case Libc.ENOSYS ->
                    new IpcException(Category.FAILED, "this kernel has no POSIX message queues");
            case Libc.ENOMEM -> new IpcException(Category.NO_SPACE, what + ": no memory for it");
            case Libc.EMFILE, Libc.ENFILE ->
                    new IpcException(Category.NO_SPACE, what + ": too many files are open");
            default -> Libc.failure(what, errno);
        };
    }
}
