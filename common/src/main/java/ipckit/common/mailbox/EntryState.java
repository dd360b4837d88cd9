package ipckit.common.mailbox;

/**
 * The state word of a message entry. The lowest byte is the kind of state. The next three bytes are
 * the participant index of the holder, which is the participant that has claimed the message. The
 * upper four bytes are the number of claims of the message so far.
 */
final class EntryState {
    /** The entry has no message. All bits of the state word are 0, as in a new file. */
    static final int FREE = 0;

    /** The message is ready to be received. */
    static final int READY = 1;

    /** A participant, the holder, has claimed the message. */
    static final int CLAIMED = 2;

    /**
     * The message is pending, because the mailbox was full when the message was sent. The message
     * becomes ready when the mailbox is no longer full.
     */
    static final int PENDING = 3;

    /**
     * The entry contains the reply to a request, and the process that sent the request has not read
     * the reply yet. If no service replied, a status such as {@link CallAnswer#DIED} counts as the
     * reply.
     */
    static final int REPLIED = 4;

    /**
     * The message is delayed: it becomes ready at the time that {@link EntryLayout#DUE} contains.
     */
    static final int DELAYED = 5;

    private static final int KIND_BITS = 8;
    private static final int HOLDER_BITS = 24;
    private static final int TIMES_AT = KIND_BITS + HOLDER_BITS;
    private static final long KIND = (1L << KIND_BITS) - 1;
    private static final long HOLDER = (1L << HOLDER_BITS) - 1;

    /**
     * The state word contains this value in place of a participant index if the claim has no
     * holder. The method {@link Receiver#leave} removes the holder of a claim with a lease. The
     * claim then continues even if the receiver dies, until another participant ends the claim or
     * the lease ends.
     */
    static final int NO_HOLDER = (int) HOLDER;

    private EntryState() {}

    static long ready(int times) {
        return READY | (long) times << TIMES_AT;
    }

    static long delayed(int times) {
        return DELAYED | (long) times << TIMES_AT;
    }

    static long claimed(int holder, int times) {
        return CLAIMED | (long) holder << KIND_BITS | (long) times << TIMES_AT;
    }

    static long replied(int times) {
        return REPLIED | (long) times << TIMES_AT;
    }

    static int kind(long state) {
        return (int) (state & KIND);
    }

    static int holder(long state) {
        return (int) (state >>> KIND_BITS & HOLDER);
    }

    /** Returns the number of claims of the message so far, including the current claim. */
    static int times(long state) {
        return (int) (state >>> TIMES_AT);
    }
}
