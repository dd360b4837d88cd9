package ipckit.common.sync;

/**
 * The layout of one row of a participant table. The constants are offsets in bytes from the start
 * of the row. The comment of an offset describes the value at the offset. Each participant writes
 * only its own row. Other participants rely on its {@link #ROLE} and on {@link #WAITING}. The other
 * fields are only shown to users.
 */
final class ParticipantLayout {
    static final long ROLE = 0;

    /**
     * The reason why the participant waits, as a number; 0 if the participant does not wait. Each
     * kind of object (ring, mailbox, …) defines its own numbers.
     */
    static final long WAITING = ROLE + Integer.BYTES;

    static final long PID = WAITING + Integer.BYTES;

    /** The inode of the pid namespace in which the pid is valid. */
    static final long PID_NAMESPACE = PID + Long.BYTES;

    /** The time at which the participant attached, in milliseconds since 1970. */
    static final long SINCE = PID_NAMESPACE + Long.BYTES;

    /** The time at which the participant began to wait, in milliseconds since 1970. */
    static final long WAITING_SINCE = SINCE + Long.BYTES;

    /** The number of items or messages that the participant has put, sent or acknowledged. */
    static final long MOVED = WAITING_SINCE + Long.BYTES;

    static final long SIZE = 64;

    private ParticipantLayout() {}
}
