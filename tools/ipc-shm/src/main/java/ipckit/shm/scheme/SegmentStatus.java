package ipckit.shm.scheme;

import ipckit.common.object.ParticipantStatus;

import java.util.List;

/**
 * The state of a segment, in the terms of {@code struct shmid_ds}.
 *
 * @param name as a user types it
 * @param id the number of the segment
 * @param size in bytes; 0 if the segment was removed and its size is no longer known
 * @param mode permissions, 0 to 0777
 * @param uid the user id of the owner
 * @param created the creation
 * @param attached the last attachment
 * @param detached the last detachment; its process is not recorded
 * @param count the number of attached processes, or {@link #NOT_COUNTED}
 * @param users the attached processes that are known; their roles are of {@link SegmentRole}
 * @param removed whether the segment was removed and stays only until the last process detaches
 */
public record SegmentStatus(
        String name,
        long id,
        long size,
        int mode,
        int uid,
        Event created,
        Event attached,
        Event detached,
        int count,
        List<ParticipantStatus> users,
        boolean removed) {
    /** The count of a scheme that does not count attached processes. */
    public static final int NOT_COUNTED = -1;

    /**
     * Something that a process did to the segment.
     *
     * @param pid the process; 0 if unknown
     * @param millis milliseconds since 1970; 0 if it never happened or the time is unknown
     */
    public record Event(long pid, long millis) {
        /** An event that never happened, or of which nothing is known. */
        public static final Event UNKNOWN = new Event(0, 0);
    }

    /** Whether the scheme counts attached processes. */
    public boolean isCounted() {
        return count != NOT_COUNTED;
    }
}
