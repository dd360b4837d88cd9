package ipckit.common.mailbox;

/**
 * The role of a participant of a mailbox. The participant table stores the ordinal of the role plus
 * 1, because 0 marks an unused row.
 */
public enum MailboxRole {
    /**
     * Reads messages without claiming them. This participant can also acknowledge a message that a
     * receiver has claimed with a lease, give the message back, or extend the lease. To do so, it
     * needs the {@link Receipt}, which identifies the claim.
     */
    LOOKER,
    /** Sends messages. */
    SENDER,
    /** Receives messages. */
    RECEIVER,
    /** Receives requests and replies to them. */
    SERVER;

    int number() {
        return ordinal() + 1;
    }

    static boolean receives(int number) {
        return number == RECEIVER.number() || number == SERVER.number();
    }
}
