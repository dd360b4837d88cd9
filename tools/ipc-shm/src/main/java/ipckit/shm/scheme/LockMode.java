package ipckit.shm.scheme;

/**
 * The way in which the lock of a segment is acquired.
 *
 * @param shared true for a lock that other holders with {@code shared} have at the same time
 * @param slots the greatest number of holders at the same time, all of which give this number; 0
 *     for a lock without slots
 */
public record LockMode(boolean shared, int slots) {}
