package ipckit.common.mailbox;

/**
 * The rule that decides which process receives a message when several processes could. The textbook
 * names these three rules.
 */
public enum ReceiverPolicy {
    /** The first receiver that acquires the lock gets the message. */
    ANY,
    /** At most one process receives at a time. */
    SINGLE_RECEIVER,
    /** At most two processes are attached. */
    PAIR
}
