package ipckit.chain.supervision;

/**
 * Selects what happens to the other processes of a pipeline or token ring when one of its processes
 * fails.
 */
public enum FailureReaction {
    /** The other processes go on. */
    KEEP,
    /** The other processes are ended. */
    END
}
