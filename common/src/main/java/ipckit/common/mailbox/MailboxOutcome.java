package ipckit.common.mailbox;

/** What came of a try to send, to receive, or to have something answered. */
public enum MailboxOutcome {
    /** It was done. */
    DONE,
    /** The message is kept beyond the limit, and will be in the mailbox when there is room. */
    PENDING,
    /** One of this sender is pending already. */
    PENDING_BEFORE,
    /** No more can be pending. */
    PENDING_TOO_MANY,
    /** The time was over before it could be. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /** The caller did not want to wait any longer. */
    GIVEN_UP,
    /** Nobody is there who would answer. */
    NO_SERVICE
}
