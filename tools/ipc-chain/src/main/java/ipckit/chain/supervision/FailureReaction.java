package ipckit.chain.supervision;

/** Selects what happens to the other processes of a run when one process fails. */
public enum FailureReaction {
    /** The other processes go on. */
    KEEP,
    /** The other processes are ended. */
    END
}
