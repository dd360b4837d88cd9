package ipckit.common.sync;

/**
 * How the lock of a file is used: as an {@link InheritedLock} or as an {@link InheritedSemaphore}.
 * Programs that inherit the lock from the same program count as one holder.
 *
 * @param holders the number of holders; 0 if the lock is free
 * @param slots the number of slots of the semaphore; 0 if no process uses the file as a semaphore
 * @param shared whether the holders share an {@link InheritedLock}
 */
public record LockUse(int holders, int slots, boolean shared) {}
