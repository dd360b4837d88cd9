package ipckit.common.memory;

import ipckit.common.os.SystemVSharedMemory;

/**
 * A System V segment attached to this process, until closed. The operations on segments that are
 * not attached are here as well, because only this room and those above it may call the kernel.
 */
public final class SystemVMemory implements AutoCloseable {
    /** The key of a segment that nobody finds by a key. */
    public static final int PRIVATE = SystemVSharedMemory.PRIVATE;

    private final Mapping memory;

    private SystemVMemory(Mapping memory) {
        this.memory = memory;
    }

    /**
     * Makes a segment of zeros, and returns its id.
     *
     * @throws ipckit.common.IpcException EXISTS, NO_SPACE, DENIED
     */
    public static int create(int key, long size, int mode) {
        return SystemVSharedMemory.create(key, size, mode);
    }

    /**
     * The id of the segment that a key leads to.
     *
     * @throws ipckit.common.IpcException ABSENT, DENIED
     */
    public static int find(int key) {
        return SystemVSharedMemory.find(key);
    }

    /**
     * Attaches a segment.
     *
     * @param where at which address; 0 lets the kernel choose
     * @throws ipckit.common.IpcException ABSENT, DENIED; UNUSABLE if it cannot be there
     */
    public static SystemVMemory attach(int id, long size, boolean writable, long where) {
        return new SystemVMemory(
                new Mapping(SystemVSharedMemory.attach(id, size, writable, where)));
    }

    /** Removes a segment, at once or with its last attachment. */
    public static void remove(int id) {
        SystemVSharedMemory.remove(id);
    }

    /** Changes a segment's permissions. */
    public static void chmod(int id, int mode) {
        SystemVSharedMemory.chmod(id, mode);
    }

    /** The bytes, not to be used after {@link #close}. */
    public Mapping memory() {
        return memory;
    }

    @Override
    public void close() {
        SystemVSharedMemory.detach(memory.segment());
    }
}
