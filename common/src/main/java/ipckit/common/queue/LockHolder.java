package ipckit.common.queue;

/**
 * The participant that owns a lock of a ring. When a wait has timed out, the message to the user
 * names this participant, because a stopped process keeps its lock.
 *
 * @param lock the lock: {@link WaitReason#PRODUCERS_LOCK} or {@link WaitReason#CONSUMERS_LOCK}
 * @param pid the owner's process ID; 0 when unknown
 * @param pidIsOurs whether the pid is of this process's pid namespace; false when the owner runs in
 *     another container
 */
public record LockHolder(WaitReason lock, long pid, boolean pidIsOurs) {}
