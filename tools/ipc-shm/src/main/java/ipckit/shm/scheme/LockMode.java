package ipckit.shm.scheme;

/**
 * The way in which the lock of a segment is acquired.
 *
 * @param shared true for a lock that other processes with {@code shared} may hold at the same time
 * @param slots the greatest number of processes that may hold the lock at the same time; all of
 *     them must give this number; 0 for a lock without slots
 */
public record LockMode(boolean shared, int slots) {}
