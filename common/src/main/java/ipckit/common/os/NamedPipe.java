package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A FIFO opened for reading and writing at once and without blocking: it has a reader and a writer
 * for as long as we hold it, so neither end of file nor EPIPE can happen, and a full pipe is an
 * answer rather than a wait.
 *
 * <p>An instance belongs to one thread.
 */
public final class NamedPipe implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private static final class Call {
        static final MethodHandle MKFIFO =
                Libc.function(
                        "mkfifo", FunctionDescriptor.of(INT, ADDRESS, INT), Libc.capturingErrno());
        static final MethodHandle OPEN =
                Libc.function(
                        "open",
                        FunctionDescriptor.of(INT, ADDRESS, INT),
                        Libc.capturingErrno(),
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle READ =
                Libc.function("read", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
        static final MethodHandle WRITE =
                Libc.function("write", FunctionDescriptor.of(LONG, INT, ADDRESS, LONG));
        static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(INT, INT));
    }

    private static final int DRAIN = 4096;

    private final MemorySegment buffer = Arena.ofAuto().allocate(DRAIN);
    private int descriptor;

    private NamedPipe(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Makes a FIFO that its owner alone can use; the caller widens the mode. */
    public static void make(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int made =
                    (int) Call.MKFIFO.invokeExact(state, arena.allocateFrom(path.toString()), 0600);
            if (made != 0) {
                throw Libc.failure("cannot make the pipe " + path, Libc.errno(state));
            }
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("mkfifo", t);
        }
    }

    /** Opens a FIFO that exists. */
    public static NamedPipe open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int opened =
                    (int)
                            Call.OPEN.invokeExact(
                                    state,
                                    arena.allocateFrom(path.toString()),
                                    O_RDWR | O_NONBLOCK | O_CLOEXEC);
            if (opened < 0) {
                throw Libc.failure("cannot open the pipe " + path, Libc.errno(state));
            }
            return new NamedPipe(opened);
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("open", t);
        }
    }

    /** Waits until a byte is there, at most {@code millis} milliseconds; takes nothing. */
    public void await(int millis) {
        Poll.awaitReadable(descriptor, millis);
    }

    /** Takes every byte that is there. */
    public void drain() {
        try {
            while ((long) Call.READ.invokeExact(descriptor, buffer, (long) DRAIN) == DRAIN) {
                // a full buffer: there may be more
            }
        } catch (Throwable t) {
            throw Libc.unexpected("read", t);
        }
    }

    /** Writes a newline, so that a shell's {@code read} returns; a full pipe is rung already. */
    public void ring() {
        try {
            buffer.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) '\n');
            long ignored = (long) Call.WRITE.invokeExact(descriptor, buffer, 1L);
        } catch (Throwable t) {
            throw Libc.unexpected("write", t);
        }
    }

    @Override
    public void close() {
        if (descriptor < 0) {
            return;
        }
        try {
            int ignored = (int) Call.CLOSE.invokeExact(descriptor);
            descriptor = -1;
        } catch (Throwable t) {
            throw Libc.unexpected("close", t);
        }
    }
}
