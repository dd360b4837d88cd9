package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.PosixName;

import java.util.ArrayList;
import java.util.List;

/** Finds, lists and cleans up the segments of all three schemes. */
public final class SegmentCatalog {
    private final LocalSegments local = new LocalSegments();

    /**
     * Returns the segment with the given name. The segment need not exist.
     *
     * @throws IpcException USAGE if the name is illegal
     */
    public Segment named(String argument) {
        SegmentName name = SegmentName.parse(argument);
        // The code uses instanceof and not a switch over types, because the first execution of such
        // a switch in a process takes 7 ms, and most commands execute this code once.
        if (name instanceof SegmentName.Local(ObjectName text)) {
            return new LocalSegment(local, text);
        }
        if (name instanceof SegmentName.Posix(PosixName posix)) {
            return new PosixSegment(posix);
        }
        return new SystemVSegment(((SegmentName.SystemV) name).name());
    }

    /**
     * Returns the local segment with the given name. The segment need not exist.
     *
     * @throws IpcException USAGE if the name is illegal or is not the name of a local segment
     */
    public LocalSegment localNamed(String argument) {
        if (SegmentName.parse(argument) instanceof SegmentName.Local(ObjectName name)) {
            return new LocalSegment(local, name);
        }
        throw new IpcException(
                Category.USAGE, argument + ": only segments of this kit can be pinned");
    }

    /**
     * Creates a local segment with a random id. The name of the segment is the id in decimal
     * digits.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777
     * @return the id
     * @throws IpcException NO_SPACE if the file system has too little space; DENIED if this user
     *     may not create the segment; CANNOT_CREATE if the segment cannot be created for another
     *     reason
     */
    public long createUnnamed(long size, int mode) {
        return local.createUnnamed(size, mode);
    }

    /**
     * Returns the segments of a scheme, including removed segments to which a process is still
     * attached. Of the removed local segments, only those of this user are included.
     */
    public List<SegmentListing> list(SegmentScheme scheme) {
        List<SegmentListing> rows = new ArrayList<>();
        switch (scheme) {
            case LOCAL -> {
                for (LocalSegment segment : local.list()) {
                    SegmentListing.add(rows, segment.toString(), segment::status);
                }
                for (Leftover removed : local.removedInUse()) {
                    SegmentListing.add(
                            rows,
                            removed.name(),
                            () -> LocalSegment.status(removed.name(), removed.path(), true));
                }
            }
            case POSIX -> {
                for (PosixSegment segment : PosixSegment.list()) {
                    SegmentListing.add(rows, segment.toString(), segment::status);
                }
            }
            case SYSV -> {
                for (SegmentStatus status : SystemVSegment.list()) {
                    rows.add(new SegmentListing(status.name(), status, null));
                }
            }
        }
        return rows;
    }

    /**
     * Deletes the directories of two kinds of local segments: segments whose creating process died
     * before the segment was complete, and removed segments to which no process is attached any
     * more. Also deletes the temporary directories of dead processes.
     *
     * @param dryRun true to find these directories without deleting them
     * @return the directories that were deleted, and the directories that could not be deleted; for
     *     a dry run, the directories that would be deleted
     * @throws IpcException DENIED if this user may not list the files in {@code $IPC_DIR}; IO if
     *     the files cannot be listed for another reason
     */
    public List<Leftover> collectGarbage(boolean dryRun) {
        return local.collectGarbage(dryRun);
    }
}
