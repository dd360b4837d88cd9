package ipckit.prodcons;

import ipckit.common.os.ProcessState;
import ipckit.common.queue.LockHolder;
import ipckit.common.queue.WaitReason;

/** Tells who is to blame for a wait that was in vain, if somebody is. */
public final class LockHolderMessages {
    private LockHolderMessages() {}

    /**
     * @param holder null when nobody holds a lock
     * @param otherwise what to say when nobody is to blame: healthy processes hold locks, too
     */
    public static String reason(LockHolder holder, String otherwise) {
        if (holder == null || !holder.pidIsOurs()) {
            return otherwise;
        }
        return switch (ProcessState.of(holder.pid())) {
            case STOPPED -> sentence(holder, "which is stopped");
            case UNINTERRUPTIBLE -> sentence(holder, "which hangs in the kernel");
            default -> otherwise;
        };
    }

    private static String sentence(LockHolder holder, String condition) {
        return "pid " + holder.pid() + ", " + condition + ", holds the " + lock(holder.lock());
    }

    /** What people call a lock. */
    public static String lock(WaitReason lock) {
        return lock == WaitReason.PRODUCERS_LOCK ? "producers' lock" : "consumers' lock";
    }
}
