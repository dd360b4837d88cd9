package ipckit.chain.supervision;

/** The consequence of the failure of a process for the other processes of the same run. */
public enum FailureReaction {
    /** The other processes go on. */
    KEEP,
    /** The other processes are ended. */
    END
}
