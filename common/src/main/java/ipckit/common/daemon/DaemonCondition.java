package ipckit.common.daemon;

/**
 * The condition of a daemon. A daemon has a main process, which does the work, and a supervisor,
 * which starts the main process. While at least one of these two processes is alive, the daemon's
 * lock is held, and the daemon counts as running. When the lock is free, the recorded {@link
 * DaemonPhase} shows how the daemon ended.
 */
public enum DaemonCondition {
    /** The supervisor or the main process is alive. */
    RUNNING,
    /**
     * The daemon has ended in the phase {@link DaemonPhase#FAILED}, or neither the supervisor nor
     * the main process is alive although no end of the daemon was recorded.
     */
    DIED,
    /** The daemon was stopped, or has ended by itself with the exit status 0. */
    ENDED;
}
