package ipckit.common.mailbox;

/**
 * The result of sending, receiving or calling. Full, empty and timed out are results, not
 * exceptions.
 */
public enum MailboxOutcome {
    /** The operation succeeded. */
    DONE,
    /** The message is pending: it enters the mailbox when there is room. */
    PENDING,
    /** Another message of this sender is pending already. */
    PENDING_BEFORE,
    /** The mailbox has the most pending messages already. */
    PENDING_TOO_MANY,
    /** The deadline passed. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /** The caller ended the wait. */
    GIVEN_UP,
    /** No service is attached. */
    NO_SERVICE
}
