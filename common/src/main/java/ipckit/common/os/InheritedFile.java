package ipckit.common.os;

import static ipckit.common.os.Libc.INT;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * An open file that outlives this program: its descriptor stays open when the process {@linkplain
 * ProgramReplacement becomes another program}, and that program's children have it, too. Files
 * opened by the JDK are closed by then.
 *
 * <p>Locks on it are open-file-description locks (fcntl(2), F_OFD_SETLK): they belong to the open
 * file and not to the process, and the kernel lets go of them when the last descriptor that leads
 * to this opening is closed, by whoever inherited it. Locks of two openings exclude each other, of
 * one process as of two, and POSIX record locks as well.
 */
public final class InheritedFile implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;

    /** One of the few flags whose number depends on the processor. */
    private static final int O_NOFOLLOW =
            switch (System.getProperty("os.arch")) {
                case "aarch64", "arm", "ppc64le", "ppc64" -> 0x8000;
                default -> 0x20000;
            };

    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    /** {@code struct flock} of the 64-bit systems: type, whence, start, length, pid. */
    private static final long FLOCK_SIZE = 32;

    private static final long TYPE = 0;
    private static final long START = 8;
    private static final long LENGTH = 16;

    private static final class Call {
        static final MethodHandle OPEN =
                Libc.function(
                        "open",
                        FunctionDescriptor.of(INT, ADDRESS, INT),
                        Libc.capturingErrno(),
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle FCNTL =
                Libc.function(
                        "fcntl",
                        FunctionDescriptor.of(INT, INT, INT, ADDRESS),
                        Libc.capturingErrno(),
                        Linker.Option.firstVariadicArg(2));
        static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(INT, INT));
    }

    private final Path path;
    private final int descriptor;

    private InheritedFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Opens a file that exists; a symbolic link in its place is refused.
     *
     * @param writable for reading and writing, else for reading only
     * @throws IpcException ABSENT, DENIED, IO
     */
    public static InheritedFile open(Path path, boolean writable) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int opened =
                    (int)
                            Call.OPEN.invokeExact(
                                    state,
                                    arena.allocateFrom(path.toString()),
                                    (writable ? O_RDWR : O_RDONLY) | O_NOFOLLOW);
            if (opened < 0) {
                throw Libc.failure("cannot open " + path, Libc.errno(state));
            }
            return new InheritedFile(path, opened);
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("open", t);
        }
    }

    /** The number of the descriptor, the same in the program that inherits it. */
    public int number() {
        return descriptor;
    }

    /**
     * Locks some bytes, if nobody has a lock that forbids it.
     *
     * @param shared beside other shared ones; an exclusive lock needs a writable file
     * @return whether it is locked now
     */
    public boolean tryLock(long from, long length, boolean shared) {
        int errno = setLock(F_OFD_SETLK, shared ? F_RDLCK : F_WRLCK, from, length);
        if (errno == Libc.EAGAIN || errno == Libc.EACCES) {
            return false;
        }
        check(errno);
        return true;
    }

    /**
     * Locks some bytes, and sleeps in the kernel until nobody has a lock that forbids it. Nothing
     * interrupts that; who wants to give up lets another thread wait.
     */
    public void lock(long from, long length, boolean shared) {
        int errno;
        do {
            errno = setLock(F_OFD_SETLKW, shared ? F_RDLCK : F_WRLCK, from, length);
        } while (errno == Libc.EINTR);
        check(errno);
    }

    /** Lets go of a lock. */
    public void unlock(long from, long length) {
        check(setLock(F_OFD_SETLK, F_UNLCK, from, length));
    }

    private void check(int errno) {
        if (errno != 0) {
            throw Libc.failure("cannot lock " + path, errno);
        }
    }

    /** 0, or what went wrong. */
    private int setLock(int operation, short type, long from, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            MemorySegment flock = arena.allocate(FLOCK_SIZE, Long.BYTES);
            flock.set(JAVA_SHORT, TYPE, type);
            flock.set(JAVA_LONG, START, from);
            flock.set(JAVA_LONG, LENGTH, length);
            int done = (int) Call.FCNTL.invokeExact(state, descriptor, operation, flock);
            return done < 0 ? Libc.errno(state) : 0;
        } catch (Throwable t) {
            throw Libc.unexpected("fcntl", t);
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
