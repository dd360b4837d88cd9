package ipckit.common.queue;

/**
 * Who holds a lock of a ring, for a message about a wait that was in vain: one who is stopped keeps
 * what it holds, and nobody may take it away.
 *
 * @param lock {@link WaitReason#PRODUCERS_LOCK} or {@link WaitReason#CONSUMERS_LOCK}
 * @param pid its process; 0 if unknown
 * @param pidIsOurs whether the pid means something to us: false across containers
 */
public record LockHolder(WaitReason lock, long pid, boolean pidIsOurs) {}
