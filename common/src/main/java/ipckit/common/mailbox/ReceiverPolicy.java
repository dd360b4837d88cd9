package ipckit.common.mailbox;

/**
 * The rule that decides which processes may attach to a mailbox, and which of them receives a
 * message.
 */
public enum ReceiverPolicy {
    /**
     * Any number of processes may attach. The next message goes to the receiver that acquires the
     * mailbox's lock first.
     */
    ANY,
    /** At most one process at a time may be attached as a receiver or a service. */
    SINGLE_RECEIVER,
    /**
     * At most two processes at a time may be attached. Processes that only look at messages are not
     * counted.
     */
    PAIR
}
