package ipckit.fan.pool;

/** The rule by which a pool computes its own exit status from the exit statuses of its commands. */
public enum FanExitRule {
    /** The pool returns the status of the command that failed first, or 0 if no command failed. */
    FIRST,
    /** The pool returns the highest status of its commands. */
    HIGHEST,
    /**
     * The pool returns 0 if at least one command succeeded, otherwise the status of the command
     * that failed first.
     */
    ANY
}
