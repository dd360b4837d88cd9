package ipckit.common.mailbox;

/** One slot's line in the table: the state, and what belongs to the message in the slot. */
final class EntryLayout {
    /** See {@link EntryState}. */
    static final long STATE = 0;

    /** The number of the message: those sent later have higher ones. */
    static final long NUMBER = STATE + Long.BYTES;

    /** Milliseconds since 1970 at which it was sent. */
    static final long SENT = NUMBER + Long.BYTES;

    /** The process that sent it, for people to read. */
    static final long SENDER = SENT + Long.BYTES;

    /**
     * Milliseconds of the boot-time clock at which a claim ends; 0 if its holder has it for life.
     */
    static final long LEASE = SENDER + Long.BYTES;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /** The seat + 1 of the sender who waits for what becomes of it; 0 if nobody does. */
    static final long WAITER = BODY_LENGTH + Integer.BYTES;

    /** Whether the one who waits wants an answer, and not only to know that it was received. */
    static final long IS_CALL = WAITER + Integer.BYTES;

    /** With an answer: how the service ended, as an exit status; or {@link #DIED}. */
    static final long STATUS = IS_CALL + Integer.BYTES;

    /** Derived: the neighbours in the list that the slot is in, each a slot + 1, or 0. */
    static final long NEXT = STATUS + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    /** Where the slot's cell is, and how many bytes it has, where that is not always the same. */
    static final long CELL = PREVIOUS + Integer.BYTES;

    static final long ROOM = CELL + Long.BYTES;

    /** Of a durable message: a checksum of all of it. */
    static final long CHECK = ROOM + Long.BYTES;

    /** Derived: the neighbours in the list of offers, if it is one. */
    static final long NEXT_OFFER = CHECK + Long.BYTES;

    static final long PREVIOUS_OFFER = NEXT_OFFER + Integer.BYTES;

    static final long SIZE = 128;

    /** The status of an answer that nobody has given: the service died over the question. */
    static final int DIED = -1;

    /** The same: who received the question does not answer. */
    static final int UNANSWERED = -2;

    private EntryLayout() {}
}
