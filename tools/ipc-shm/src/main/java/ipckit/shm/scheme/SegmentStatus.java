package ipckit.shm.scheme;

import ipckit.common.object.ParticipantStatus;

import java.util.List;

/**
 * The state of a segment. The fields have the meanings of the fields of {@code struct shmid_ds} in
 * shmctl(2).
 *
 * @param name the name of the segment as a user types it
 * @param id the number of the segment
 * @param size in bytes; 0 if the segment was removed and its size is no longer known
 * @param mode permissions, 0 to 0777
 * @param uid the user id of the owner
 * @param created the creation
 * @param attached the last attachment
 * @param detached the last detachment; the process that detached is not known
 * @param count the number of attached processes, or {@link #NOT_COUNTED}
 * @param users the attached processes that are known; the role of each is the ordinal of a {@link
 *     SegmentRole}
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
    /** The value of {@code count} for a segment whose attached processes are not counted. */
    public static final int NOT_COUNTED = -1;

    /**
     * An operation of a process on the segment.
     *
     * @param pid the process; 0 if unknown
     * @param millis the time in milliseconds since 1970; 0 if the operation never happened or the
     *     time is unknown
     */
    public record Event(long pid, long millis) {
        /** The event of an operation that never happened, or of which nothing is known. */
        public static final Event UNKNOWN = new Event(0, 0);
    }

    /** Returns whether the attached processes of the segment are counted. */
    public boolean isCounted() {
        return count != NOT_COUNTED;
    }
}
