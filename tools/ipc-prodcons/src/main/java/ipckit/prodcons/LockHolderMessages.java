package ipckit.prodcons;

import ipckit.common.queue.LockHolder;
import ipckit.common.queue.WaitReason;

/** Messages about a stopped or stuck process that holds a lock of a buffer. */
public final class LockHolderMessages {
    private LockHolderMessages() {}

    /**
     * Returns the reason why a wait failed. The reason names the lock's holder only when the holder
     * is stopped or stuck, because a running process may hold the lock, too.
     *
     * @param holder the lock's holder; null when the lock is free
     * @param otherwise the reason when no stopped or stuck process holds the lock
     */
    public static String reason(LockHolder holder, String otherwise) {
        if (holder == null || !holder.pidIsOurs()) {
            return otherwise;
        }
        ParticipantCondition condition = ParticipantCondition.ofLiving(holder.pid());
        return condition == ParticipantCondition.ALIVE
                ? otherwise
                : "pid "
                        + holder.pid()
                        + ", "
                        + condition.clause()
                        + ", holds the "
                        + lockName(holder.lock());
    }

    /** Returns the name that messages use for a lock. */
    public static String lockName(WaitReason lock) {
        return lock == WaitReason.PRODUCERS_LOCK ? "producers' lock" : "consumers' lock";
    }
}
