package ipckit.common.daemon;

/**
 * The answer to the question whether a daemon runs. It is found from the lock, which the kernel
 * releases when the supervisor and the main process have ended, and from the recorded phase.
 */
public enum DaemonCondition {
    /** The supervisor or the main process is alive. */
    RUNNING,
    /** The daemon has failed, or all its processes were killed before it could record its end. */
    DIED,
    /** The daemon was stopped, or has ended by itself with the exit status 0. */
    ENDED;
}
