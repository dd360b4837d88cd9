package ipckit.common.queue;

/**
 * One line of the claims table: the items from {@code FROM} to {@code TO} (positions) and in whose
 * hands they are.
 */
final class ClaimLayout {
    /** The owner word, see below. */
    static final long OWNER = 0;

    /** Header position of the run that {@code FROM} is in. */
    static final long RUN = OWNER + Long.BYTES;

    /** The first item not yet acknowledged. */
    static final long FROM = RUN + Long.BYTES;

    static final long TO = FROM + Long.BYTES;

    /** How often these items were given to a consumer. */
    static final long TRIES = TO + Long.BYTES;

    static final long SIZE = 64;

    static final long FREE = 0;

    private static final long RETURNED = 1;
    private static final long HELD = 2;
    private static final long STATE = 3;
    private static final long MARK = 4;
    private static final int SLOT_SHIFT = 8;

    private ClaimLayout() {}

    /** Nobody's: to be given out before anything else. */
    static long returned(boolean mark) {
        return RETURNED | (mark ? MARK : 0);
    }

    /** In the hands of the consumer in {@code slot}. */
    static long held(int slot, boolean mark) {
        return (long) slot << SLOT_SHIFT | HELD | (mark ? MARK : 0);
    }

    static boolean isReturned(long owner) {
        return (owner & STATE) == RETURNED;
    }

    static boolean isHeld(long owner) {
        return (owner & STATE) == HELD;
    }

    /** Whether some consumer may have had these items before. */
    static boolean isMarked(long owner) {
        return (owner & MARK) != 0;
    }

    /** Not validated: may be anything in a damaged file. */
    static long slot(long owner) {
        return owner >>> SLOT_SHIFT;
    }
}
