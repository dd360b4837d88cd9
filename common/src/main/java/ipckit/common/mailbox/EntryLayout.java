package ipckit.common.mailbox;

/**
 * The layout of a message entry. An entry contains its state and the properties of its message. The
 * constants are the offsets of the fields in bytes. The comment of an offset describes the field at
 * the offset.
 */
final class EntryLayout {
    /** The state word, see {@link EntryState}. */
    static final long STATE = 0;

    /** The number of the message; later messages have higher numbers. */
    static final long NUMBER = STATE + Long.BYTES;

    /** The time at which the message was sent, in milliseconds since 1970. */
    static final long SENT = NUMBER + Long.BYTES;

    /** The pid of the sender. Programs show the pid to users, and use it for nothing else. */
    static final long SENDER = SENT + Long.BYTES;

    /**
     * The time at which the lease of the message's claim ends, in milliseconds of the {@link
     * BootClock}; 0 if the claim has no lease.
     */
    static final long LEASE = SENDER + Long.BYTES;

    /**
     * The time at which a delayed message becomes ready, on the {@link MessageClock}; 0 if a new
     * message has no delay. A delayed message has no lease, so the end of the delay and the end of
     * the lease share one word.
     */
    static final long DUE = LEASE;

    static final long PRIORITY = LEASE + Long.BYTES;
    static final long META_LENGTH = PRIORITY + Integer.BYTES;
    static final long BODY_LENGTH = META_LENGTH + Integer.BYTES;

    /**
     * The participant index of the sender plus 1, if the sender waits until the message is received
     * or has a reply; otherwise 0.
     */
    static final long WAITER = BODY_LENGTH + Integer.BYTES;

    /** 1 if the message is a request, whose sender waits for a reply; otherwise 0. */
    static final long IS_CALL = WAITER + Integer.BYTES;

    /**
     * The status with which a call (a request whose sender waits for a reply) has ended. If a
     * service has replied to the request, the status is the service's exit status. Otherwise the
     * status is {@link CallAnswer#DIED} or {@link CallAnswer#UNANSWERED}.
     */
    static final long STATUS = IS_CALL + Integer.BYTES;

    /**
     * The index of the next entry in the linked list that contains this entry, plus 1. The value is
     * 0 if this entry is the last one. The field {@link #PREVIOUS} contains the index of the
     * previous entry in the same form. Recovery computes both fields again from the states of all
     * entries.
     */
    static final long NEXT = STATUS + Integer.BYTES;

    static final long PREVIOUS = NEXT + Integer.BYTES;

    /**
     * The offset of the payload in bytes, from the start of the file that contains the entry. The
     * next field, {@link #ROOM}, contains the number of bytes that are reserved for the payload.
     * Only an {@linkplain MailboxSpec#isElastic elastic} mailbox uses these two fields. Both values
     * fit into 32 bits, because the file is smaller than 2³¹ bytes. The largest payload has little
     * more than 2³⁰ bytes ({@link MailboxSpec#MOST_BYTES}).
     */
    static final long PAYLOAD = PREVIOUS + Integer.BYTES;

    static final long ROOM = PAYLOAD + Integer.BYTES;

    /**
     * The time at which the message expires, on the {@link MessageClock}; 0 if it never expires. A
     * message whose sender waits never expires.
     */
    static final long EXPIRES = ROOM + Integer.BYTES;

    /** The {@link Checksum} of the message in a durable mailbox. */
    static final long CHECK = EXPIRES + Long.BYTES;

    /**
     * The link to the next entry in a second linked list: the index of the next entry plus 1, or 0
     * if this entry is the last one. The field {@link #PREVIOUS_SECOND} contains the link to the
     * previous entry in the same form. Recovery computes both links again from the states of all
     * entries.
     *
     * <p>The second list is either the list of offers or a list of expiring messages. No entry is
     * in both, because an offer (a ready message whose sender waits until the message is received
     * or has a reply) never expires.
     */
    static final long NEXT_SECOND = CHECK + Long.BYTES;

    static final long PREVIOUS_SECOND = NEXT_SECOND + Integer.BYTES;

    /**
     * The number of failed tries: deliveries after which a command ran for the message and failed.
     */
    static final long TRIES = PREVIOUS_SECOND + Integer.BYTES;

    /**
     * The number of lost deliveries: deliveries that ended because the receiver died, or because
     * the lease ended by time.
     */
    static final long LOST = TRIES + Integer.BYTES;

    /**
     * The result of the last failed try: the exit status of the command, or −n if signal n ended
     * the command. The value has no meaning if {@link #TRIES} is 0.
     */
    static final long FAILURE = LOST + Integer.BYTES;

    /**
     * The time at which a command for the message failed last, in milliseconds since 1970. The
     * value has no meaning if {@link #TRIES} is 0.
     */
    static final long FAILED = FAILURE + 2 * Integer.BYTES;

    static final long SIZE = 128;

    private EntryLayout() {}
}
