package ipckit.shm.scheme;

/**
 * The way in which the lock of a segment is acquired.
 *
 * @param shared true for a lock that other processes with {@code shared} may hold at the same time
 * @param slots 0 for a shared or exclusive lock. Otherwise the lock is a semaphore, and this is the
 *     greatest number of processes that may hold the lock at the same time. All processes that use
 *     the lock at the same time must give the same number.
 */
public record LockMode(boolean shared, int slots) {}
