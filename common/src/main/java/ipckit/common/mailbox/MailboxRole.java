package ipckit.common.mailbox;

/** What somebody does at a mailbox. The numbers are those of the seats; 0 is nobody. */
public enum MailboxRole {
    /** Looks at messages, or settles what others have leased. */
    LOOKER,
    /** Sends. */
    SENDER,
    /** Receives. */
    RECEIVER,
    /** Receives, and answers. */
    SERVER;

    int number() {
        return ordinal() + 1;
    }

    boolean receives() {
        return this == RECEIVER || this == SERVER;
    }

    static boolean receives(int number) {
        return number == RECEIVER.number() || number == SERVER.number();
    }
}
