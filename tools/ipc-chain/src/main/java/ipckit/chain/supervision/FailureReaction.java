package ipckit.chain.supervision;

/**
 * Selects what happens to the other processes of a pipeline or token ring when one of its processes
 * fails.
 */
public enum FailureReaction {
    /** This program does not end the other processes after the failure. */
    KEEP,
    /** This program ends the processes that still run a short time after the failure. */
    END
}
