package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A POSIX message queue of the kernel: mq_open(3) and what goes with it, see mq_overview(7). Names
 * begin with a slash.
 *
 * <p>Waits are those of mq_timedsend(3) and mq_timedreceive(3), which stand in line with all who
 * wait in C. Their limits are instants of the wall clock: one that is set back makes a wait longer.
 *
 * <p>An instance belongs to one thread.
 */
public final class PosixMessageQueue implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_CLOEXEC = 0x80000;

    /** {@code struct mq_attr}: eight longs, of which four have a meaning. */
    private static final long ATTRIBUTES_SIZE = 64;

    private static final long MAX_MESSAGES = 8;
    private static final long MESSAGE_SIZE = 16;
    private static final long MESSAGES = 24;

    private static final long NANOS_PER_MILLI = 1_000_000;

    // Each in a class of its own: a handle costs milliseconds, and who sends does not receive.

    private static final class Open {
        static final MethodHandle CALL =
                Libc.function(
                        "mq_open",
                        FunctionDescriptor.of(INT, ADDRESS, INT, INT, ADDRESS),
                        Libc.capturingErrno(),
                        Linker.Option.firstVariadicArg(2));
    }

    private static final class Look {
        static final MethodHandle CALL =
                Libc.function(
                        "mq_getattr",
                        FunctionDescriptor.of(INT, INT, ADDRESS),
                        Libc.capturingErrno());
    }

    private static final class Send {
        static final MethodHandle CALL =
                Libc.function(
                        "mq_timedsend",
                        FunctionDescriptor.of(INT, INT, ADDRESS, LONG, INT, ADDRESS),
                        Libc.capturingErrno());
    }

    private static final class Receive {
        static final MethodHandle CALL =
                Libc.function(
                        "mq_timedreceive",
                        FunctionDescriptor.of(LONG, INT, ADDRESS, LONG, ADDRESS, ADDRESS),
                        Libc.capturingErrno());
    }

    private static final class Unlink {
        static final MethodHandle CALL =
                Libc.function(
                        "mq_unlink", FunctionDescriptor.of(INT, ADDRESS), Libc.capturingErrno());
    }

    private static final class Close {
        static final MethodHandle CALL = Libc.function("mq_close", FunctionDescriptor.of(INT, INT));
    }

    private final int descriptor;
    private final MemorySegment state;
    private final MemorySegment limit;
    private final MemorySegment priority;
    private final Attributes attributes;
    private final MemorySegment body;

    /**
     * What the kernel says of a queue.
     *
     * @param capacity how many messages it holds
     * @param maxSize how many bytes each may have
     * @param messages how many are in it
     */
    public record Attributes(long capacity, long maxSize, long messages) {}

    private PosixMessageQueue(int descriptor) {
        Arena arena = Arena.ofAuto();
        this.descriptor = descriptor;
        state = Libc.errnoState(arena);
        limit = arena.allocate(2L * Long.BYTES, Long.BYTES);
        priority = arena.allocate(INT);
        attributes = attributes();
        body = arena.allocate(Math.max(1, attributes.maxSize()));
    }

    /**
     * Makes a queue, and opens it for receiving. The umask takes its share of the mode.
     *
     * @throws IpcException EXISTS, DENIED; CANNOT_CREATE or NO_SPACE if a limit of the kernel is in
     *     the way, with a message that has it
     */
    public static PosixMessageQueue create(String name, long capacity, long maxSize, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment wanted = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
            wanted.set(LONG, MAX_MESSAGES, capacity);
            wanted.set(LONG, MESSAGE_SIZE, maxSize);
            MemorySegment state = Libc.errnoState(arena);
            int opened = open(state, arena, name, O_RDONLY | O_CREAT | O_EXCL, mode, wanted);
            if (opened < 0) {
                throw notMade(Libc.errno(state));
            }
            return new PosixMessageQueue(opened);
        }
    }

    /**
     * Opens a queue.
     *
     * @param toSend whether messages are sent rather than received
     * @throws IpcException ABSENT, DENIED
     */
    public static PosixMessageQueue open(String name, boolean toSend) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int access = toSend ? O_WRONLY : O_RDONLY;
            int opened = open(state, arena, name, access, 0, MemorySegment.NULL);
            if (opened < 0) {
                throw failure("cannot open it", Libc.errno(state));
            }
            return new PosixMessageQueue(opened);
        }
    }

    private static int open(
            MemorySegment state,
            Arena arena,
            String name,
            int flags,
            int mode,
            MemorySegment wanted) {
        try {
            return (int)
                    Open.CALL.invokeExact(
                            state, arena.allocateFrom(name), flags | O_CLOEXEC, mode, wanted);
        } catch (Throwable t) {
            throw Libc.unexpected("mq_open", t);
        }
    }

    /**
     * Takes a queue's name away; it is gone when nobody has it open any more.
     *
     * @throws IpcException ABSENT, DENIED
     */
    public static void unlink(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int done = (int) Unlink.CALL.invokeExact(state, arena.allocateFrom(name));
            if (done != 0) {
                throw failure("cannot remove it", Libc.errno(state));
            }
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("mq_unlink", t);
        }
    }

    /** What the kernel says of it now. */
    public Attributes attributes() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seen = arena.allocate(ATTRIBUTES_SIZE, Long.BYTES);
            int done = (int) Look.CALL.invokeExact(state, descriptor, seen);
            if (done != 0) {
                throw failure("cannot look at it", Libc.errno(state));
            }
            return new Attributes(
                    seen.get(LONG, MAX_MESSAGES),
                    seen.get(LONG, MESSAGE_SIZE),
                    seen.get(LONG, MESSAGES));
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("mq_getattr", t);
        }
    }

    /** How many bytes a message may have. */
    public long maxSize() {
        return attributes.maxSize();
    }

    /** Where the kernel shows it as a file, whether or not its file system is mounted. */
    public Path file() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Sends a message.
     *
     * @param source where its bytes are; any memory
     * @param millis how long to wait for room
     * @return false if there was none
     * @throws IpcException UNUSABLE if it is larger than the queue takes
     */
    public boolean send(MemorySegment source, long from, long length, int urgency, int millis) {
        if (length > maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + length
                            + " bytes, and it takes at most "
                            + maxSize()
                            + " (its mq_msgsize)");
        }
        MemorySegment.copy(source, from, body, 0, length);
        waitFor(millis);
        try {
            int done = (int) Send.CALL.invokeExact(state, descriptor, body, length, urgency, limit);
            return done == 0 || isInVain("cannot send");
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("mq_timedsend", t);
        }
    }

    /**
     * Receives the message of the highest priority.
     *
     * @param millis how long to wait for one
     * @return its bytes; null if there was none
     */
    public byte[] receive(int millis) {
        waitFor(millis);
        try {
            long length =
                    (long)
                            Receive.CALL.invokeExact(
                                    state, descriptor, body, body.byteSize(), priority, limit);
            if (length >= 0) {
                return body.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            }
            isInVain("cannot receive");
            return null;
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("mq_timedreceive", t);
        }
    }

    /** The priority of the message received last. */
    public int priority() {
        return priority.get(INT, 0);
    }

    /** Waits until a message can be received, at most so long; takes nothing. */
    public boolean awaitMessage(int millis) {
        return Poll.awaitReadable(descriptor, millis);
    }

    /** Waits until a message can be sent, at most so long. */
    public boolean awaitRoom(int millis) {
        return Poll.awaitWritable(descriptor, millis);
    }

    /** An instant that has passed makes the call return what can be had at once. */
    private void waitFor(int millis) {
        if (millis == 0) {
            limit.set(LONG, 0, 0);
            limit.set(LONG, Long.BYTES, 0);
            return;
        }
        Instant until = Instant.now().plusNanos(millis * NANOS_PER_MILLI);
        limit.set(LONG, 0, until.getEpochSecond());
        limit.set(LONG, Long.BYTES, until.getNano());
    }

    /** Returns false if the call has only come to the end of its time, or to a signal. */
    private boolean isInVain(String what) {
        int errno = Libc.errno(state);
        if (errno == Libc.ETIMEDOUT || errno == Libc.EINTR || errno == Libc.EAGAIN) {
            return false;
        }
        throw failure(what, errno);
    }

    @Override
    public void close() {
        try {
            int ignored = (int) Close.CALL.invokeExact(descriptor);
        } catch (Throwable t) {
            throw Libc.unexpected("mq_close", t);
        }
    }

    private static IpcException notMade(int errno) {
        PosixMessageQueueLimits limits = PosixMessageQueueLimits.read();
        return switch (errno) {
            case Libc.EINVAL -> new IpcException(Category.CANNOT_CREATE, limits.ofOne());
            case Libc.ENOSPC -> new IpcException(Category.NO_SPACE, limits.ofNumber());
            case Libc.EMFILE -> new IpcException(Category.NO_SPACE, limits.ofMemory());
            default -> failure("cannot make it", errno);
        };
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
