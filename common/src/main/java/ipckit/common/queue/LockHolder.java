package ipckit.common.queue;

/**
 * The participant that owns a lock of a ring, for the message about a wait that timed out: a
 * stopped owner keeps its lock.
 *
 * @param lock {@link WaitReason#PRODUCERS_LOCK} or {@link WaitReason#CONSUMERS_LOCK}
 * @param pid its process; 0 when unknown
 * @param pidIsOurs whether the pid is of this process's pid namespace: false across containers
 */
public record LockHolder(WaitReason lock, long pid, boolean pidIsOurs) {}
