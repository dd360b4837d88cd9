package ipckit.common.memory;

import ipckit.common.os.SystemVSharedMemory;

/**
 * A System V segment that is attached to this process until this object is closed. The static
 * methods create, find, attach, change and remove segments. Tools use this class, because they must
 * not use the package {@code os}, which makes the system calls.
 */
public final class SystemVMemory implements AutoCloseable {
    private final Mapping memory;

    private SystemVMemory(Mapping memory) {
        this.memory = memory;
    }

    /**
     * Creates a segment that is filled with zeros, and returns its id.
     *
     * @param key the key; 0 for a segment that can be found by its id only
     * @param size the size in bytes
     * @param mode the permission bits; the umask is not applied
     * @throws ipckit.common.IpcException EXISTS if a segment has this key; NO_SPACE, DENIED or
     *     CANNOT_CREATE if the kernel refuses the segment
     */
    public static int create(int key, long size, int mode) {
        return SystemVSharedMemory.create(key, size, mode);
    }

    /**
     * Returns the id of the segment with a key.
     *
     * @throws ipckit.common.IpcException ABSENT if no segment has the key; DENIED if permissions
     *     forbid the access
     */
    public static int find(int key) {
        return SystemVSharedMemory.find(key);
    }

    /**
     * Attaches a segment to this process.
     *
     * @param size the segment's size in bytes
     * @param where the address at which the segment is attached; 0 lets the kernel choose the
     *     address
     * @throws ipckit.common.IpcException ABSENT if no segment has the id; DENIED if permissions
     *     forbid the access; UNUSABLE if the segment cannot be attached at the address
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

    /**
     * Changes a segment's permissions.
     *
     * @param mode the new permission bits
     */
    public static void chmod(int id, int mode) {
        SystemVSharedMemory.chmod(id, mode);
    }

    /** Returns the memory of the segment. The memory must not be used after {@link #close}. */
    public Mapping memory() {
        return memory;
    }

    @Override
    public void close() {
        SystemVSharedMemory.detach(memory.segment());
    }
}
