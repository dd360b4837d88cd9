package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.process.UserCommand;

/**
 * A name and the operations on the shared-memory segment that has this name, as {@code shmget} and
 * {@code shmctl} offer them. The segment need not exist. Every call looks the name up again.
 */
public interface Segment {
    /** Lets the kernel choose the address, as a NULL address does for {@code shmat}. */
    long ANY_ADDRESS = 0;

    /** The scheme of the name. */
    SegmentScheme scheme();

    /**
     * Creates the segment, filled with zeros. Memory is allocated for every byte, so a later access
     * cannot fail for lack of memory.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777, applied regardless of the umask
     * @return the id of the segment
     * @throws IpcException EXISTS, NO_SPACE, DENIED, CANNOT_CREATE
     */
    long create(long size, int mode);

    /**
     * Maps the segment into this process, as {@code shmat} does.
     *
     * @param role what {@code stat} shows as the purpose of this process
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    AttachedSegment attach(Access access, SegmentRole role);

    /**
     * Returns size, permissions and attached processes.
     *
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    SegmentStatus status();

    /**
     * Runs a command that has the segment attached. This process is replaced by the command, unless
     * an attachment has to be kept in this process.
     *
     * @param at the address at which the command is to map the segment, or {@link #ANY_ADDRESS}
     * @return the exit status of the command, if this process was not replaced
     * @throws IpcException ABSENT, DENIED, CORRUPT; UNUSABLE if no process can map the segment at
     *     that address
     */
    int run(UserCommand command, Access access, long at);

    /**
     * Acquires the segment's lock. This process keeps the lock until it ends; a program that
     * replaces this process inherits it.
     *
     * @param shared whether other shared holders are allowed at the same time
     * @return false if the deadline passed first
     * @throws IpcException ABSENT, DENIED; USAGE if segments of this scheme have no lock
     */
    boolean lock(boolean shared, Deadline deadline);

    /**
     * Changes the permissions.
     *
     * @param mode 0 to 0777
     * @throws IpcException ABSENT, DENIED
     */
    void chmod(int mode);

    /**
     * Removes the name. The memory is freed when the last attached process has detached.
     *
     * @throws IpcException ABSENT, DENIED
     */
    void remove();

    /** How a segment is mapped. */
    enum Access {
        READ,
        WRITE
    }
}
