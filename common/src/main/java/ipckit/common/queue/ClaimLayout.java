package ipckit.common.queue;

/**
 * The layout of one row of the claims table: the items between two positions, and the consumer that
 * holds them. Offsets are in bytes from the start of the row.
 */
final class ClaimLayout {
    /** The owner word: the state, the mark, and the participant index of the holder. */
    static final long OWNER = 0;

    /** The header position of the run that contains {@code FROM}. */
    static final long RUN = OWNER + Long.BYTES;

    /** The position of the first item that is not acknowledged. */
    static final long FROM = RUN + Long.BYTES;

    /** The position behind the last item. */
    static final long TO = FROM + Long.BYTES;

    /** The number of times that consumers have claimed these items. */
    static final long TRIES = TO + Long.BYTES;

    static final long SIZE = 64;

    /** The owner word of a free row. */
    static final long FREE = 0;

    private static final long RETURNED = 1;
    private static final long HELD = 2;
    private static final long STATE = 3;
    private static final long MARK = 4;
    private static final int HOLDER_SHIFT = 8;

    private ClaimLayout() {}

    /**
     * Returns the owner word of a returned claim, which has no holder and is claimed before new
     * items.
     */
    static long returned(boolean mark) {
        return RETURNED | (mark ? MARK : 0);
    }

    /** Returns the owner word of a claim that a consumer holds. */
    static long held(int holder, boolean mark) {
        return (long) holder << HOLDER_SHIFT | HELD | (mark ? MARK : 0);
    }

    static boolean isReturned(long owner) {
        return (owner & STATE) == RETURNED;
    }

    static boolean isHeld(long owner) {
        return (owner & STATE) == HELD;
    }

    /** Whether another consumer may have seen these items. */
    static boolean isMarked(long owner) {
        return (owner & MARK) != 0;
    }

    /** Returns the participant index of the holder, unchecked. */
    static long holder(long owner) {
        return owner >>> HOLDER_SHIFT;
    }
}
