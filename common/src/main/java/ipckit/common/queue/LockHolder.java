package ipckit.common.queue;

/**
 * The participant that owns a lock of a ring. A stopped participant keeps its lock, and other
 * participants wait for the lock until they time out. The message about such a timeout therefore
 * names the owner.
 *
 * @param lock the lock: {@link WaitReason#PRODUCERS_LOCK} or {@link WaitReason#CONSUMERS_LOCK}
 * @param pid the owner's process ID; 0 when unknown
 * @param pidIsOurs whether the process ID belongs to the pid namespace of this process; false when
 *     the owner runs in another container
 */
public record LockHolder(WaitReason lock, long pid, boolean pidIsOurs) {}
