package ipckit.common.mailbox;

/**
 * The result of sending, receiving or calling. Full, empty and timed out are results, not
 * exceptions.
 */
public enum MailboxOutcome {
    /** The operation succeeded. */
    DONE,
    /** The message is pending: it becomes ready when the mailbox has room. */
    PENDING,
    /** Another message of this sender is pending already. */
    PENDING_BEFORE,
    /** The mailbox already has {@link MailboxSpec#MOST_PENDING} pending messages. */
    PENDING_TOO_MANY,
    /** The deadline passed. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /** The condition {@code givenUp} ended the wait. */
    GIVEN_UP,
    /** No service is attached. */
    NO_SERVICE
}
