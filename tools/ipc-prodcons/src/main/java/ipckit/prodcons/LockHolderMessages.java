package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.queue.LockHolder;
import ipckit.common.queue.WaitReason;

/**
 * Makes error messages about a {@linkplain ParticipantCondition stopped or stuck} process that
 * holds a lock of a buffer.
 */
public final class LockHolderMessages {
    private LockHolderMessages() {}

    /**
     * Returns the exception for a put or get that did not succeed within its time limit. The
     * category is TIMED_OUT for the limit of {@code --timeout}, and otherwise WOULD_BLOCK. If a
     * stopped or stuck process holds a lock of the buffer, the exception's message names that
     * process. The message does not name a running process, because a running process releases the
     * lock soon and is not the cause of the failure.
     *
     * @param limit the time limit of the wait, or the limit 0 of {@code --no-wait}
     * @param holder another process that holds a lock that the put or get needs; null when there is
     *     no such process
     * @param otherwise the reason in the message when no stopped or stuck process holds the lock
     */
    public static IpcException waitFailed(
            WaitOptions.Limit limit, LockHolder holder, String otherwise) {
        String reason = otherwise;
        if (holder != null && holder.pidIsOurs()) {
            ParticipantCondition condition = ParticipantCondition.ofLiving(holder.pid());
            if (condition != ParticipantCondition.ALIVE) {
                String who = "pid " + holder.pid() + ", " + condition.clause();
                reason = who + ", holds the " + lockName(holder.lock());
            }
        }
        return limit.timed()
                ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                : new IpcException(Category.WOULD_BLOCK, reason);
    }

    /** Returns the name that messages use for a lock. */
    public static String lockName(WaitReason lock) {
        return lock == WaitReason.PRODUCERS_LOCK ? "producers' lock" : "consumers' lock";
    }
}
