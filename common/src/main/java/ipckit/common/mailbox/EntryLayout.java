package ipckit.common.mailbox;

/**
 * The layout of a message entry: its state, and the properties of the message in it. Offsets are in
 * bytes.
 */
final class EntryLayout {
    /** See {@link EntryState}. */
    static final long STATE = 0;

    /** The number of the message; later messages have higher numbers. */
    static final long NUMBER = STATE + Long.BYTES;

    /** The time of sending, in milliseconds since 1970. */
    static final long SENT = NUMBER + Long.BYTES;

    /** The pid of the sender, for people to read. */
    static final long SENDER = SENT + Long.BYTES;

    /**
     * The end of the lease in milliseconds of the {@link BootClock}; 0 if the claim lasts while its
     * holder lives.
     */
    static final long LEASE = SENDER + Long.BYTES;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /**
     * The participant index + 1 of the sender that waits for the message to be received or
     * answered; 0 if none waits.
     */
    static final long WAITER = BODY_LENGTH + Integer.BYTES;

    /**
     * Whether the waiting sender wants an answer, and not only to know that the message was
     * received.
     */
    static final long IS_CALL = WAITER + Integer.BYTES;

    /** Of an answer: the service's exit status, {@link #DIED} or {@link #UNANSWERED}. */
    static final long STATUS = IS_CALL + Integer.BYTES;

    /** Derived: the neighbours in the list that contains the entry, each an entry + 1, or 0. */
    static final long NEXT = STATUS + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    /** The offset and the size of the payload, in an unbounded mailbox. */
    static final long PAYLOAD = PREVIOUS + Integer.BYTES;

    static final long ROOM = PAYLOAD + Long.BYTES;

    /** Of a durable message: its {@link Checksum}. */
    static final long CHECK = ROOM + Long.BYTES;

    /** Derived: the neighbours in the list of offers. */
    static final long NEXT_OFFER = CHECK + Long.BYTES;

    static final long PREVIOUS_OFFER = NEXT_OFFER + Integer.BYTES;

    static final long SIZE = 128;

    /** The status when the service died before it answered. */
    static final int DIED = -1;

    /** The status when a receiver that is no service took the question. */
    static final int UNANSWERED = -2;

    private EntryLayout() {}
}
