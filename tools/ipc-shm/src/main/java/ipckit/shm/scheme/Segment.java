package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.LockUse;

import java.util.Optional;

/**
 * The name of a shared-memory segment, and the operations on the segment with this name. The
 * segment need not exist. Each call of a method looks up the segment by its name.
 */
public interface Segment {
    /**
     * The address 0, which has the meaning of NULL in a call of {@code shmat}: the kernel chooses
     * the address at which the segment is mapped.
     */
    long ANY_ADDRESS = 0;

    /** Returns the segment's scheme, which is the mechanism that provides the memory. */
    SegmentScheme scheme();

    /**
     * Creates the segment, filled with zeros. Memory is allocated for every byte, so a later access
     * cannot fail for lack of memory.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777, applied regardless of the umask
     * @return the id of the segment
     * @throws IpcException EXISTS if a segment with this name exists already; NO_SPACE if too
     *     little memory is free; DENIED if this user may not create the segment; CANNOT_CREATE if
     *     the segment cannot be created for another reason
     */
    long create(long size, int mode);

    /**
     * Maps the segment into this process, as {@code shmat} does.
     *
     * @param role the purpose for which this process attaches the segment; {@code stat} shows this
     *     purpose
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use
     *     it; CORRUPT if its files are damaged
     */
    AttachedSegment attach(Access access, SegmentRole role);

    /**
     * Returns the size, the permissions and the attached processes of the segment.
     *
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not read
     *     its status; CORRUPT if its files are damaged
     */
    SegmentStatus status();

    /**
     * Runs a command that has the segment attached. For a local or posix segment, the command
     * replaces this process. For a System V segment, the command runs as a child, because the
     * kernel would detach the segment if the command replaced this process.
     *
     * @param at the address at which the command is to map the segment, or {@link #ANY_ADDRESS}
     * @return the exit status of the command, if this process was not replaced
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use
     *     it; CORRUPT if its files are damaged; UNUSABLE if no process can map the segment at the
     *     address
     */
    int run(UserCommand command, Access access, long at);

    /**
     * Acquires the segment's lock. This process keeps the lock until it ends. A program that
     * replaces this process inherits the lock.
     *
     * @return true if the lock was acquired; false if the deadline passed first
     * @throws IpcException ABSENT if the segment does not exist; REMOVED if the segment was removed
     *     before the lock was acquired; DENIED if this user may not lock it; UNUSABLE if other
     *     processes use the lock with another number of slots; USAGE if segments of this scheme
     *     have no lock
     */
    boolean lock(LockMode mode, Deadline deadline);

    /**
     * Returns how the segment's lock is used now; empty if segments of this scheme have no lock.
     *
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not use it
     */
    Optional<LockUse> lockUse();

    /**
     * Changes the permissions of the segment.
     *
     * @param mode permissions, 0 to 0777
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not change
     *     its permissions
     */
    void chmod(int mode);

    /**
     * Removes the segment's name. The memory is freed when the last attached process has detached.
     *
     * @throws IpcException ABSENT if the segment does not exist; DENIED if this user may not remove
     *     it
     */
    void remove();

    /** The ways in which a segment can be mapped: for reading only, or for reading and writing. */
    enum Access {
        READ,
        WRITE
    }
}
