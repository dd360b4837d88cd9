package ipckit.fan.pool;

/** The rule by which the exit statuses of several commands become one. */
public enum FanExitRule {
    /** The status of the command that failed first, or 0 if none failed. */
    FIRST,
    /** The highest status. */
    HIGHEST,
    /**
     * The status 0 if any command succeeded, otherwise the status of the command that failed first.
     */
    ANY
}
