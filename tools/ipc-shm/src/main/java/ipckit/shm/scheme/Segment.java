package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.process.UserCommand;

import java.nio.file.Path;

/**
 * A shared-memory segment as its name leads to it, whether it exists or not: what {@code shmget}
 * and {@code shmctl} do. Every call looks the name up anew.
 */
public interface Segment {
    /**
     * Makes it, all zeros, with memory behind every byte.
     *
     * @return its number
     * @throws IpcException EXISTS, NO_SPACE, DENIED, CANNOT_CREATE
     */
    long create(long size, int mode);

    /**
     * Maps it into this process, as {@code shmat} does.
     *
     * @param role what others are told that this process does with it
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    AttachedSegment attach(Access access, User.Role role);

    /**
     * What is known of it.
     *
     * @throws IpcException ABSENT, DENIED, CORRUPT
     */
    SegmentStatus facts();

    /** The kernel chooses the address, as it does for {@code shmat}'s NULL. */
    long ANYWHERE = 0;

    /**
     * Runs a command that has it: in place of this process if nothing has to be kept for it here.
     *
     * @param at where the command is to map it, or {@link #ANYWHERE}
     * @return its exit status, if this process is still there
     * @throws IpcException ABSENT, DENIED, CORRUPT; UNUSABLE if no process can have it there
     */
    int run(UserCommand command, Access access, long at);

    /**
     * The file that is locked when the segment is.
     *
     * @throws IpcException ABSENT, DENIED; USAGE if there is none
     */
    Path lockFile();

    /** Changes its permissions. */
    void chmod(int mode);

    /** Takes its name away; its memory goes with the last who is attached. */
    void remove();

    /** How memory is mapped. */
    enum Access {
        READ,
        WRITE
    }
}
