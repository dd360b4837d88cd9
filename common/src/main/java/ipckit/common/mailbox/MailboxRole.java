package ipckit.common.mailbox;

/**
 * The role of a participant of a mailbox. The participant table contains the ordinal + 1, because 0
 * marks an unused row.
 */
public enum MailboxRole {
    /**
     * Reads messages without receiving them, or acknowledges, gives back or extends leased messages
     * by their receipts.
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
