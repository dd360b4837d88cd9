package ipckit.shm.scheme;

/**
 * The way in which the lock of a segment is acquired. The lock is exclusive, shared, or a
 * semaphore, which a limited number of processes may hold at the same time. All processes that use
 * a semaphore at the same time must give the same value of {@code slots}.
 *
 * @param shared true for a shared lock, which several processes may hold at the same time
 * @param slots the largest number of processes that may hold the semaphore at the same time; 0 if
 *     the lock is not a semaphore
 */
public record LockMode(boolean shared, int slots) {}
