package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** System V shared memory: shmget(2), shmat(2), shmdt(2) and shmctl(2). */
public final class SystemVSharedMemory {
    /** The key of a segment that nobody finds by a key. */
    public static final int PRIVATE = 0;

    private static final int IPC_CREAT = 01000;
    private static final int IPC_EXCL = 02000;
    private static final int SHM_RDONLY = 010000;
    private static final int IPC_RMID = 0;
    private static final int IPC_SET = 1;
    private static final int IPC_STAT = 2;

    /** More than {@code struct shmid_ds} has anywhere. */
    private static final long DESCRIPTION_SIZE = 256;

    /** {@code shm_perm.mode}: after the key and four ids. */
    private static final long MODE = 20;

    private static final int PERMISSIONS = 0777;

    private static final class Call {
        static final MethodHandle SHMGET =
                Libc.function(
                        "shmget",
                        FunctionDescriptor.of(INT, INT, LONG, INT),
                        Libc.capturingErrno());
        static final MethodHandle SHMAT =
                Libc.function(
                        "shmat",
                        FunctionDescriptor.of(ADDRESS, INT, ADDRESS, INT),
                        Libc.capturingErrno());
        static final MethodHandle SHMDT =
                Libc.function("shmdt", FunctionDescriptor.of(INT, ADDRESS));
        static final MethodHandle SHMCTL =
                Libc.function(
                        "shmctl",
                        FunctionDescriptor.of(INT, INT, INT, ADDRESS),
                        Libc.capturingErrno());
    }

    private SystemVSharedMemory() {}

    /**
     * Makes a segment of zeros.
     *
     * @return its id
     * @throws IpcException EXISTS, NO_SPACE, DENIED, CANNOT_CREATE
     */
    public static int create(int key, long size, int mode) {
        return get(key, size, IPC_CREAT | IPC_EXCL | mode & PERMISSIONS);
    }

    /**
     * The id of the segment that a key leads to.
     *
     * @throws IpcException ABSENT, DENIED
     */
    public static int find(int key) {
        return get(key, 0, 0);
    }

    private static int get(int key, long size, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int id = (int) Call.SHMGET.invokeExact(state, key, size, flags);
            if (id < 0) {
                throw failure("cannot get it", Libc.errno(state));
            }
            return id;
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("shmget", t);
        }
    }

    /**
     * Maps a segment.
     *
     * @param size how many bytes it has
     * @param where at which address; 0 lets the kernel choose
     * @throws IpcException ABSENT, DENIED; UNUSABLE if it cannot be mapped there
     */
    @SuppressWarnings("restricted") // the kernel says where it is, the caller how long
    public static MemorySegment attach(int id, long size, boolean writable, long where) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            MemorySegment at =
                    (MemorySegment)
                            Call.SHMAT.invokeExact(
                                    state,
                                    id,
                                    MemorySegment.ofAddress(where),
                                    writable ? 0 : SHM_RDONLY);
            if (at.address() == -1) {
                if (where != 0 && Libc.errno(state) == Libc.EINVAL) {
                    throw new IpcException(
                            Category.UNUSABLE,
                            "it cannot be attached at 0x" + Long.toHexString(where));
                }
                throw failure("cannot attach it", Libc.errno(state));
            }
            return at.reinterpret(size);
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("shmat", t);
        }
    }

    /** Takes a segment out of this process. */
    public static void detach(MemorySegment segment) {
        try {
            int ignored = (int) Call.SHMDT.invokeExact(segment);
        } catch (Throwable t) {
            throw Libc.unexpected("shmdt", t);
        }
    }

    /** Removes a segment, at once or with its last attachment. */
    public static void remove(int id) {
        try (Arena arena = Arena.ofConfined()) {
            control(id, IPC_RMID, MemorySegment.NULL, arena);
        }
    }

    /** Changes a segment's permissions. */
    public static void chmod(int id, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment description = arena.allocate(DESCRIPTION_SIZE, Long.BYTES);
            control(id, IPC_STAT, description, arena);
            short others = (short) (description.get(Libc.SHORT, MODE) & ~PERMISSIONS);
            description.set(Libc.SHORT, MODE, (short) (others | mode));
            control(id, IPC_SET, description, arena);
        }
    }

    private static void control(int id, int command, MemorySegment buffer, Arena arena) {
        try {
            MemorySegment state = Libc.errnoState(arena);
            int done = (int) Call.SHMCTL.invokeExact(state, id, command, buffer);
            if (done < 0) {
                throw failure("cannot control it", Libc.errno(state));
            }
        } catch (IpcException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.unexpected("shmctl", t);
        }
    }

    /** What its errors mean here: EINVAL and EIDRM that there is none of that id. */
    private static IpcException failure(String what, int errno) {
        return switch (errno) {
            case Libc.EINVAL, Libc.EIDRM ->
                    new IpcException(Category.ABSENT, "there is none, or it was removed");
            case Libc.ENOMEM -> new IpcException(Category.NO_SPACE, "no memory for it");
            default -> Libc.failure(what, errno);
        };
    }
}
