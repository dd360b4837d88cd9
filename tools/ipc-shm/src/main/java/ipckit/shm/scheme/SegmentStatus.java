package ipckit.shm.scheme;

import ipckit.common.object.ParticipantStatus;

import java.util.List;

/**
 * The status of a segment. Most fields correspond to a field of {@code struct shmid_ds} in
 * shmctl(2). For a System V segment, the kernel records only one process: the process that attached
 * or detached last. For such a segment, {@code attached} contains the recorded process.
 *
 * @param name the name of the segment as a user types it
 * @param id the id of the segment, a number
 * @param size the size in bytes; 0 if the segment was removed and its size is no longer known
 * @param mode permissions, 0 to 0777
 * @param uid the user id of the owner
 * @param created the time of the creation, and the process that created the segment. For a System V
 *     segment, the time is unknown, because the kernel does not record it.
 * @param changed the time of the creation or, if it was later, of the last change of the owner or
 *     the permissions, in milliseconds since 1970; 0 if it is unknown
 * @param attached the time of the last attachment, and the process that attached the segment
 * @param detached the time of the last detachment, without the process
 * @param count the number of attached processes, or {@link #NOT_COUNTED}
 * @param users the attached processes of a local segment, whose roles are ordinals of {@link
 *     SegmentRole}; empty for other segments
 * @param removed true if the segment was removed and stays only until the last process detaches
 */
public record SegmentStatus(
        String name,
        long id,
        long size,
        int mode,
        int uid,
        Event created,
        long changed,
        Event attached,
        Event detached,
        int count,
        List<ParticipantStatus> users,
        boolean removed) {
    /** The value of {@code count} for a segment whose attached processes are not counted. */
    public static final int NOT_COUNTED = -1;

    /**
     * The time of an operation on the segment, and the process that performed the operation.
     *
     * @param pid the id of the process; 0 if unknown
     * @param millis the time in milliseconds since 1970; 0 if the operation never happened or the
     *     time is unknown
     */
    public record Event(long pid, long millis) {
        /**
         * The value for an operation that never happened, or whose time and process are unknown.
         */
        public static final Event UNKNOWN = new Event(0, 0);
    }

    /** Returns whether the attached processes of the segment are counted. */
    public boolean isCounted() {
        return count != NOT_COUNTED;
    }
}
