package ipckit.shm.scheme;

import java.util.List;

/**
 * What is known of a segment, in the terms of {@code struct shmid_ds}. Times are milliseconds since
 * 1970, 0 for never or unknown; a process is 0 if unknown.
 *
 * @param name what it is called
 * @param id its number
 * @param size in bytes
 * @param mode its permissions
 * @param uid its owner
 * @param creator the process that made it
 * @param created when
 * @param lastUser the process that was the last to attach
 * @param attached when somebody attached last
 * @param detached when somebody detached last, as far as it was seen
 * @param count how many are attached; −1 where nobody counts
 * @param users those of them that are known
 * @param removed whether it is removed and remains for those
 */
public record SegmentStatus(
        String name,
        long id,
        long size,
        int mode,
        int uid,
        long creator,
        long created,
        long lastUser,
        long attached,
        long detached,
        int count,
        List<User> users,
        boolean removed) {}
