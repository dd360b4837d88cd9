package ipckit.common.mailbox;

/**
 * The result of sending, receiving or calling. A full mailbox, an empty mailbox and a passed
 * deadline are results, not exceptions.
 */
public enum MailboxOutcome {
    /** The operation succeeded. */
    DONE,
    /** The message is pending: it becomes ready when the mailbox has room. */
    PENDING,
    /** Another message of this sender is already pending. */
    PENDING_BEFORE,
    /** The mailbox already has {@link MailboxSpec#MOST_PENDING} pending messages. */
    PENDING_TOO_MANY,
    /** The deadline passed. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /** The caller's condition {@code givenUp} ended the wait. */
    GIVEN_UP,
    /** No service is attached. */
    NO_SERVICE
}
