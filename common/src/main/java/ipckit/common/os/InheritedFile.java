package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * An open file that child processes and their children inherit. The program that {@linkplain
 * ProgramReplacement replaces} this program inherits it, too. See {@link InheritableDescriptors}.
 *
 * <p>Locks on the file are open-file-description locks (fcntl(2), F_OFD_SETLK). A lock belongs to
 * an open file description, and not to a process. Each call of {@link #open} creates an open file
 * description. Descriptors that other processes inherit refer to the same open file description.
 * The kernel releases a lock when all descriptors that refer to the open file description are
 * closed, in all processes. Two overlapping locks of different open file descriptions exclude each
 * other unless both locks are shared. This rule also applies if the same process has set both
 * locks, and if one of the two locks is a POSIX record lock (F_SETLK).
 */
public final class InheritedFile implements AutoCloseable {
    /** The flag O_NOFOLLOW of open(2), whose value depends on the processor. */
    private static final int O_NOFOLLOW =
            switch (System.getProperty("os.arch")) {
                case "aarch64", "arm", "ppc64le", "ppc64" -> 0x8000;
                default -> 0x20000;
            };

    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    /**
     * The size in bytes of {@code struct flock} on 64-bit systems: type, whence, start, length,
     * pid.
     */
    private static final long FLOCK_SIZE = 32;

    private static final long TYPE = 0;
    private static final long START = 8;
    private static final long LENGTH = 16;

    private final Path path;
    private final int descriptor;

    private InheritedFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Opens an existing file, and fails if the path is a symbolic link.
     *
     * @param writable true opens the file for reading and writing, false for reading only
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; IO for any other failure
     */
    public static InheritedFile open(Path path, boolean writable) {
        int access = writable ? FileDescriptors.READ_WRITE : FileDescriptors.READ_ONLY;
        int opened = FileDescriptors.open(path, access | O_NOFOLLOW, "cannot open " + path);
        InheritableDescriptors.add(opened);
        return new InheritedFile(path, opened);
    }

    /** Returns the descriptor's number, which is the same in a program that inherits the file. */
    public int number() {
        return descriptor;
    }

    /**
     * Locks a range of bytes, unless a lock of another open file description excludes the new lock.
     *
     * @param shared true for a lock that allows other shared locks; false for an exclusive lock,
     *     which needs a writable file
     * @return true if this call has locked the range; false if another lock excludes the new lock
     */
    public boolean tryLock(long from, long length, boolean shared) {
        int result = setLock(F_OFD_SETLK, shared ? F_RDLCK : F_WRLCK, from, length);
        return result != -Libc.EAGAIN && result != -Libc.EACCES && checked(result);
    }

    /**
     * Locks a range of bytes. Sleeps in the kernel while a lock of another open file description
     * excludes the new lock. Java cannot interrupt this sleep, so a caller with a time limit calls
     * this method in a separate thread.
     *
     * @param shared as in {@link #tryLock}
     */
    public void lock(long from, long length, boolean shared) {
        checked(setLock(F_OFD_SETLKW, shared ? F_RDLCK : F_WRLCK, from, length));
    }

    /** Releases the lock on a range of bytes. */
    public void unlock(long from, long length) {
        checked(setLock(F_OFD_SETLK, F_UNLCK, from, length));
    }

    /**
     * Finds a lock that belongs to another open file description and overlaps a range of bytes. If
     * there are several such locks, finds any of them.
     *
     * @return the offset at which the lock begins, which may lie before the range; −1 if there is
     *     no such lock
     */
    public long lockedAt(long from, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment flock = flock(F_WRLCK, from, length, arena);
            checked(FileDescriptors.control(descriptor, F_OFD_GETLK, flock.address()));
            return flock.get(JAVA_SHORT, TYPE) == F_UNLCK ? -1 : flock.get(JAVA_LONG, START);
        }
    }

    private boolean checked(int result) {
        return Libc.checked(result, "cannot lock " + path) == 0;
    }

    /** Sets or releases a lock by fcntl(2). Returns 0, or −errno if the call fails. */
    private int setLock(int operation, short type, long from, long length) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment flock = flock(type, from, length, arena);
            return FileDescriptors.control(descriptor, operation, flock.address());
        }
    }

    private static MemorySegment flock(short type, long from, long length, Arena arena) {
        MemorySegment flock = arena.allocate(FLOCK_SIZE, Long.BYTES);
        flock.set(JAVA_SHORT, TYPE, type);
        flock.set(JAVA_LONG, START, from);
        flock.set(JAVA_LONG, LENGTH, length);
        return flock;
    }

    @Override
    public void close() {
        InheritableDescriptors.remove(descriptor);
        FileDescriptors.close(descriptor);
    }
}
