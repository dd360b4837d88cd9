package ipckit.common.mailbox;

/** Who gets a message when several could receive it: the textbook's three answers. */
public enum ReceiverPolicy {
    /** Whoever is first. */
    ANY,
    /** At most one may receive at a time. */
    SINGLE_RECEIVER,
    /** At most two processes are at the mailbox at all. */
    PAIR
}
