package ipckit.common.os;

import static ipckit.common.os.Libc.INT;

import static java.lang.foreign.ValueLayout.ADDRESS;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A file without a name, which gets one when it is complete: open(2), O_TMPFILE. A process that
 * dies before leaves nothing behind.
 */
public final class UnnamedFile implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int MODE = 0600;

    /** With O_DIRECTORY in it, whose number depends on the processor. */
    private static final int O_TMPFILE =
            switch (System.getProperty("os.arch")) {
                case "aarch64", "arm", "ppc64le", "ppc64" -> 0x404000;
                default -> 0x410000;
            };

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;

    private static final class Call {
        static final MethodHandle OPEN =
                Libc.function(
                        "open",
                        FunctionDescriptor.of(INT, ADDRESS, INT, INT),
                        Libc.capturingErrno(),
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle LINKAT =
                Libc.function(
                        "linkat",
                        FunctionDescriptor.of(INT, INT, ADDRESS, INT, ADDRESS, INT),
                        Libc.capturingErrno());
        static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(INT, INT));
    }

    private final int descriptor;

    private UnnamedFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty one that only its owner may use.
     *
     * @throws IpcException DENIED, ABSENT if there is no such directory, NO_SPACE; FAILED if its
     *     file system knows no such files
     */
    public static UnnamedFile in(Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int opened =
                    (int)
                            Call.OPEN.invokeExact(
                                    state,
                                    arena.allocateFrom(directory.toString()),
                                    O_TMPFILE | O_RDWR,
                                    MODE);
            if (opened < 0) {
                throw Libc.failure("cannot make a file in " + directory, Libc.errno(state));
            }
            return new UnnamedFile(opened);
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("open", t);
        }
    }

    /** Where this process finds it, as long as it is open: proc_pid_fd(5). */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Gives it a name on its file system.
     *
     * @throws IpcException EXISTS, DENIED
     */
    public void call(Path name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int linked =
                    (int)
                            Call.LINKAT.invokeExact(
                                    state,
                                    AT_FDCWD,
                                    arena.allocateFrom(path().toString()),
                                    AT_FDCWD,
                                    arena.allocateFrom(name.toString()),
                                    AT_SYMLINK_FOLLOW);
            if (linked < 0) {
                throw Libc.failure("cannot make " + name, Libc.errno(state));
            }
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("linkat", t);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) Call.CLOSE.invokeExact(descriptor);
        } catch (Throwable t) {
            throw Libc.unexpected("close", t);
        }
    }
}
