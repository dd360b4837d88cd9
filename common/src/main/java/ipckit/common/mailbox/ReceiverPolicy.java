package ipckit.common.mailbox;

/** Which process receives a message when several could: the textbook's three answers. */
public enum ReceiverPolicy {
    /** The first receiver that acquires the lock. */
    ANY,
    /** At most one process receives at a time. */
    SINGLE_RECEIVER,
    /** At most two processes are attached. */
    PAIR
}
