package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Creates, maps and removes segments of System V shared memory: shmget(2), shmat(2), shmdt(2) and
 * shmctl(2).
 */
public final class SystemVSharedMemory {
    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;
    private static final int SHM_RDONLY = 010000;
    private static final int IPC_RMID = 0;
    private static final int IPC_SET = 1;
    private static final int IPC_STAT = 2;

    /** A size in bytes that is large enough for {@code struct shmid_ds} of every C library. */
    private static final long DESCRIPTION_SIZE = 256;

    /**
     * The offset of {@code shm_perm.mode} in {@code struct shmid_ds}, after the key and four ids.
     */
    private static final long MODE = 20;

    private static final int PERMISSIONS = 0777;

    private static final class Call {
        static final LibraryFunction SHMGET = CallShapes.function("shmget");
        static final LibraryFunction SHMAT = CallShapes.function("shmat");
        static final LibraryFunction SHMDT = CallShapes.function("shmdt");
        static final LibraryFunction SHMCTL = CallShapes.function("shmctl");
    }

    private SystemVSharedMemory() {}

    /**
     * Creates a segment that is filled with zeros.
     *
     * @param key the key; 0 for a segment that can be found by its id only
     * @param size the size in bytes
     * @param mode the permission bits; the umask is not applied
     * @return the segment's id
     * @throws IpcException EXISTS if a segment has this key; NO_SPACE if the kernel has no memory
     *     for the segment; DENIED if the kernel refuses the creation; CANNOT_CREATE if the segment
     *     exceeds a limit of the kernel
     */
    public static int create(int key, long size, int mode) {
        int id = get(key, size, IPC_CREAT | IPC_EXCL | mode & PERMISSIONS);
        if (id == -Libc.EINVAL) {
            throw new IpcException(
                    Category.CANNOT_CREATE,
                    "the kernel allows no segment of " + CountedNoun.of(size, "byte"));
        }
        if (id == -Libc.ENOSPC) {
            throw new IpcException(
                    Category.CANNOT_CREATE,
                    "the kernel allows no further segment (kernel.shmmni), or not so much memory"
                            + " in all segments (kernel.shmall)");
        }
        return valid(id);
    }

    /**
     * Returns the id of the segment that has the given key.
     *
     * @throws IpcException ABSENT if no segment has the key; DENIED if permissions forbid the
     *     access
     */
    public static int find(int key) {
        return valid(get(key, 0, 0));
    }

    private static int get(int key, long size, int flags) {
        return CallShapes.call(Call.SHMGET, key, size, flags);
    }

    private static int valid(int id) {
        if (id < 0) {
            throw failure("cannot get it", -id);
        }
        return id;
    }

    /**
     * Maps a segment into the memory of this process.
     *
     * @param size the segment's size in bytes
     * @param where the address at which the segment is mapped; 0 lets the kernel choose the address
     * @throws IpcException ABSENT if no segment has the id; DENIED if permissions forbid the
     *     access; UNUSABLE if the segment cannot be mapped at that address
     */
    // javac warns about `reinterpret`, because `reinterpret` cannot check the size that it is
    // given. The warning is suppressed, because the caller of `attach` passes the segment's real
    // size.
    @SuppressWarnings("restricted")
    public static MemorySegment attach(int id, long size, boolean writable, long where) {
        long at = CallShapes.callLong(Call.SHMAT, id, where, writable ? 0 : SHM_RDONLY);
        if (at < 0) {
            if (where != 0 && at == -Libc.EINVAL) {
                throw new IpcException(
                        Category.UNUSABLE, "it cannot be attached at 0x" + Long.toHexString(where));
            }
            throw failure("cannot attach it", (int) -at);
        }
        return MemorySegment.ofAddress(at).reinterpret(size);
    }

    /** Unmaps a segment. */
    public static void detach(MemorySegment segment) {
        CallShapes.call(Call.SHMDT, segment.address(), 0, 0);
    }

    /**
     * Removes a segment. The kernel frees the memory when no process has the segment attached any
     * more.
     */
    public static void remove(int id) {
        control(id, IPC_RMID, MemorySegment.NULL);
    }

    /** Changes a segment's permissions. */
    public static void chmod(int id, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment description = arena.allocate(DESCRIPTION_SIZE, Long.BYTES);
            control(id, IPC_STAT, description);
            short others = (short) (description.get(JAVA_SHORT, MODE) & ~PERMISSIONS);
            description.set(JAVA_SHORT, MODE, (short) (others | mode));
            control(id, IPC_SET, description);
        }
    }

    private static void control(int id, int command, MemorySegment buffer) {
        int done = CallShapes.call(Call.SHMCTL, id, command, buffer.address());
        if (done < 0) {
            throw failure("cannot control it", -done);
        }
    }

    /**
     * Returns the exception that reports a failed system call. EIDRM means that the segment was
     * removed. EINVAL means that no segment has the id.
     */
    private static IpcException failure(String what, int errno) {
        return switch (errno) {
            case Libc.EINVAL, Libc.EIDRM ->
                    new IpcException(Category.ABSENT, "there is none, or it was removed");
            case Libc.ENOMEM -> new IpcException(Category.NO_SPACE, "no memory for it");
            default -> Libc.failure(what, errno);
        };
    }
}
