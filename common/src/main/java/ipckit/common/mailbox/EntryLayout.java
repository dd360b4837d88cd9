package ipckit.common.mailbox;

/**
 * The layout of a message entry. An entry contains its state and the properties of its message. The
 * constants are the offsets of the fields in bytes.
 */
final class EntryLayout {
    /** The state word, see {@link EntryState}. */
    static final long STATE = 0;

    /** The number of the message; later messages have higher numbers. */
    static final long NUMBER = STATE + Long.BYTES;

    /** The time at which the message was sent, in milliseconds since 1970. */
    static final long SENT = NUMBER + Long.BYTES;

    /** The pid of the sender. Programs show it to users, and do not use it otherwise. */
    static final long SENDER = SENT + Long.BYTES;

    /**
     * The time of the {@link BootClock}, in milliseconds, at which the lease of the claim ends; 0
     * if the claim lasts until its holder dies.
     */
    static final long LEASE = SENDER + Long.BYTES;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /**
     * The sender, if it waits until the message is received or has a reply. The field contains the
     * participant index of the sender + 1, or 0 if no sender waits.
     */
    static final long WAITER = BODY_LENGTH + Integer.BYTES;

    /**
     * The kind of event for which the sender waits: 1 if it waits for a reply, as in a call; 0 if
     * it waits only until the message is received.
     */
    static final long IS_CALL = WAITER + Integer.BYTES;

    /**
     * The status of a call that has a reply: the service's exit status, {@link CallAnswer#DIED} or
     * {@link CallAnswer#UNANSWERED}.
     */
    static final long STATUS = IS_CALL + Integer.BYTES;

    /**
     * The next entry of the list that contains this entry. The field contains the number of the
     * next entry + 1, or 0 if this entry is the last. The following field contains the previous
     * entry in the same form. Both fields can be computed again from the states of all entries.
     */
    static final long NEXT = STATUS + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    /**
     * The offset of the payload in bytes. The following field contains the size of the payload.
     * Only an unbounded mailbox uses these two fields.
     */
    static final long PAYLOAD = PREVIOUS + Integer.BYTES;

    static final long ROOM = PAYLOAD + Long.BYTES;

    /** The {@link Checksum} of the message in a durable mailbox. */
    static final long CHECK = ROOM + Long.BYTES;

    /**
     * The next entry of the list of offers, if this entry is an offer: a ready entry with a waiting
     * sender. The field contains the number of the next entry + 1, or 0 if this entry is the last.
     * The following field contains the previous offer in the same form. Both fields can be computed
     * again from the states of all entries.
     */
    static final long NEXT_OFFER = CHECK + Long.BYTES;

    static final long PREVIOUS_OFFER = NEXT_OFFER + Integer.BYTES;

    static final long SIZE = 128;

    private EntryLayout() {}
}
