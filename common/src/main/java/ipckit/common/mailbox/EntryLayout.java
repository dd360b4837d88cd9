package ipckit.common.mailbox;

/**
 * The layout of a message entry: its state and the properties of its message. Offsets are in bytes.
 */
final class EntryLayout {
    /** The state word, see {@link EntryState}. */
    static final long STATE = 0;

    /** The number of the message; later messages have higher numbers. */
    static final long NUMBER = STATE + Long.BYTES;

    /** The time at which the message was sent, in milliseconds since 1970. */
    static final long SENT = NUMBER + Long.BYTES;

    /** The pid of the sender, which programs only show to people. */
    static final long SENDER = SENT + Long.BYTES;

    /**
     * The end of the lease in milliseconds of the {@link BootClock}; 0 if the claim lasts until its
     * holder dies.
     */
    static final long LEASE = SENDER + Long.BYTES;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /**
     * The participant index + 1 of the sender that waits until the message is received or has a
     * reply; 0 if no sender waits.
     */
    static final long WAITER = BODY_LENGTH + Integer.BYTES;

    /**
     * Whether the waiting sender wants a reply: 1 for a call. The word is 0 if the sender waits
     * only until the message is received.
     */
    static final long IS_CALL = WAITER + Integer.BYTES;

    /**
     * The status in a reply: the service's exit status, {@link CallAnswer#DIED} or {@link
     * CallAnswer#UNANSWERED}.
     */
    static final long STATUS = IS_CALL + Integer.BYTES;

    /**
     * Derived from the states: the next entry of the list that contains the entry, stored as entry
     * + 1; 0 for the last entry. The word for the previous entry follows.
     */
    static final long NEXT = STATUS + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    /**
     * The offset of the payload in bytes. Only an unbounded mailbox stores the offset and the size
     * of a payload.
     */
    static final long PAYLOAD = PREVIOUS + Integer.BYTES;

    static final long ROOM = PAYLOAD + Long.BYTES;

    /** The {@link Checksum} of the message in a durable mailbox. */
    static final long CHECK = ROOM + Long.BYTES;

    /**
     * Derived from the states: the next entry of the list of offers, stored as entry + 1; 0 for the
     * last entry. The word for the previous entry follows.
     */
    static final long NEXT_OFFER = CHECK + Long.BYTES;

    static final long PREVIOUS_OFFER = NEXT_OFFER + Integer.BYTES;

    static final long SIZE = 128;

    private EntryLayout() {}
}
