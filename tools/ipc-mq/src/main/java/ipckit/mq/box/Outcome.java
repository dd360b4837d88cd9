package ipckit.mq.box;

/** What came of a try to send or to receive. */
public enum Outcome {
    /** It was done. */
    DONE,
    /** The time was over before it could be. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /** The caller did not want to wait any longer. */
    GIVEN_UP
}
