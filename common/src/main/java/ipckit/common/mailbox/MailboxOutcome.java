package ipckit.common.mailbox;

/**
 * The result of sending a message, receiving a message or calling a service. A full mailbox, an
 * empty mailbox and a passed deadline are results, not exceptions.
 */
public enum MailboxOutcome {
    /** The operation succeeded. */
    DONE,
    /**
     * The mailbox is full, so the message is stored as pending. The message becomes ready to be
     * received when the mailbox has room.
     */
    PENDING,
    /**
     * The message was not stored, because an earlier message of the same sender is still pending.
     */
    PENDING_BEFORE,
    /**
     * The message was not stored, because the mailbox already has {@link MailboxSpec#MOST_PENDING}
     * pending messages.
     */
    PENDING_TOO_MANY,
    /** The deadline passed before the operation succeeded. */
    TIMED_OUT,
    /** The mailbox was removed. */
    REMOVED,
    /**
     * The wait ended early, because the function {@code givenUp} returned true. The method that
     * attached the participant received this function as a parameter.
     */
    GIVEN_UP,
    /** The call of a service failed, because no service is attached to the mailbox. */
    NO_SERVICE
}
