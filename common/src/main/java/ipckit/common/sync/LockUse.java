package ipckit.common.sync;

/**
 * How the lock of a file is used: as an {@link InheritedLock} or as an {@link InheritedSemaphore}.
 * Programs that inherit the lock from the same program count as one holder.
 *
 * @param holders the number of holders; 0 if the lock is free
 * @param slots the number of slots; 0 if no process uses the lock with slots
 * @param shared whether the holders share the lock without slots
 */
public record LockUse(int holders, int slots, boolean shared) {}
