package ipckit.common.daemon;

/**
 * Tells whether a daemon runs. A daemon runs while its lock is held: the kernel releases the lock
 * when the supervisor and the main process have ended. Then the recorded {@link DaemonPhase} tells
 * how the daemon ended.
 */
public enum DaemonCondition {
    /** The supervisor or the main process is alive. */
    RUNNING,
    /**
     * The daemon has ended in the phase {@link DaemonPhase#FAILED}, or all processes of the daemon
     * were killed before the supervisor could record the end.
     */
    DIED,
    /** The daemon was stopped, or has ended by itself with the exit status 0. */
    ENDED;
}
