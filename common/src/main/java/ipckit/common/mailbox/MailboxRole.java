package ipckit.common.mailbox;

/**
 * The role of a participant of a mailbox. Its number in the participant table is the ordinal + 1.
 */
public enum MailboxRole {
    /** Reads messages without receiving them, or settles leased messages. */
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
