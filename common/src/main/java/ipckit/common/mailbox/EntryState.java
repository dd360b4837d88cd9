package ipckit.common.mailbox;

/**
 * A slot's state word: what it is in the lowest byte, who has it in the next three, and how often
 * it was given out in the upper half.
 */
final class EntryState {
    /** Nobody's. All bits 0, as in a new file. */
    static final int FREE = 0;

    /** A message that can be had. */
    static final int READY = 1;

    /** A message in somebody's hands. */
    static final int CLAIMED = 2;

    /** A message beyond the limit, that becomes ready as soon as there is room. */
    static final int PENDING = 3;

    /** The answer to a message, in the message's place, for the one who waits for it. */
    static final int REPLIED = 4;

    private static final int KIND_BITS = 8;
    private static final int HOLDER_BITS = 24;
    private static final int TIMES_AT = KIND_BITS + HOLDER_BITS;
    private static final long KIND = (1L << KIND_BITS) - 1;
    private static final long HOLDER = (1L << HOLDER_BITS) - 1;

    /** The holder of what is in no living process's hands, but promised until a time. */
    static final int NOBODY = (int) HOLDER;

    private EntryState() {}

    static long ready(int times) {
        return READY | (long) times << TIMES_AT;
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

    /** How often it was given out, this time included if it is claimed. */
    static int times(long state) {
        return (int) (state >>> TIMES_AT);
    }
}
