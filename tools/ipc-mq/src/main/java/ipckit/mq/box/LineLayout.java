package ipckit.mq.box;

/** One slot's line in the table: the state, and what belongs to the message in the slot. */
final class LineLayout {
    /** See {@link State}. */
    static final long STATE = 0;

    /** The number of the message: those sent later have higher ones. */
    static final long SEQUENCE = STATE + Long.BYTES;

    /** Milliseconds since 1970 at which it was sent. */
    static final long SENT = SEQUENCE + Long.BYTES;

    /** The boot-time clock's nanoseconds at which a lease ends; 0 if its holder has it for life. */
    static final long LEASE = SENT + Long.BYTES;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /** Derived: the neighbours in the list that the slot is in, each a slot + 1, or 0. */
    static final long NEXT = BODY_LENGTH + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    static final long SIZE = 128;

    private LineLayout() {}
}
