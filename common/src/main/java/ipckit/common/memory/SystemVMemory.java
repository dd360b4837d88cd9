package ipckit.common.memory;

import ipckit.common.os.SystemVSharedMemory;

/**
 * A System V segment that is attached to this process until this object is closed. The static
 * methods work on segments that are not attached. They exist because tools may not call the room
 * {@code os}.
 */
public final class SystemVMemory implements AutoCloseable {
    /** The key of a segment that cannot be found by a key. */
    public static final int PRIVATE = SystemVSharedMemory.PRIVATE;

    private final Mapping memory;

    private SystemVMemory(Mapping memory) {
        this.memory = memory;
    }

    /**
     * Creates a segment of zero bytes and returns its id.
     *
     * @throws ipckit.common.IpcException EXISTS, NO_SPACE, DENIED
     */
    public static int create(int key, long size, int mode) {
        return SystemVSharedMemory.create(key, size, mode);
    }

    /**
     * Returns the id of the segment with a key.
     *
     * @throws ipckit.common.IpcException ABSENT, DENIED
     */
    public static int find(int key) {
        return SystemVSharedMemory.find(key);
    }

    /**
     * Attaches a segment.
     *
     * @param where the address; 0 lets the kernel choose
     * @throws ipckit.common.IpcException ABSENT; DENIED; UNUSABLE when the address cannot be used
     */
    public static SystemVMemory attach(int id, long size, boolean writable, long where) {
        return new SystemVMemory(
                new Mapping(SystemVSharedMemory.attach(id, size, writable, where)));
    }

    /**
     * Marks a segment for removal. The kernel deletes the segment when the last process has
     * detached it.
     */
    public static void remove(int id) {
        SystemVSharedMemory.remove(id);
    }

    /** Changes a segment's permissions. */
    public static void chmod(int id, int mode) {
        SystemVSharedMemory.chmod(id, mode);
    }

    /** Returns the bytes, which must not be used after {@link #close}. */
    public Mapping memory() {
        return memory;
    }

    @Override
    public void close() {
        SystemVSharedMemory.detach(memory.segment());
    }
}
