package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

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

    /** The state of a returned claim. Consumers take its items before new items. */
    static final long RETURNED = 1;

    /** The state of a claim that a consumer holds. */
    static final long HELD = 2;

    private static final long STATE = 3;
    private static final long MARK = 4;
    private static final int HOLDER_SHIFT = 8;

    /** The owner word of a returned claim. All returned claims are marked. */
    static final long RETURNED_MARKED = RETURNED | MARK;

    private ClaimLayout() {}

    static long held(int holder, boolean mark) {
        return (long) holder << HOLDER_SHIFT | HELD | (mark ? MARK : 0);
    }

    static long state(long owner) {
        return owner & STATE;
    }

    static boolean isReturned(long owner) {
        return state(owner) == RETURNED;
    }

    static boolean isHeld(long owner) {
        return state(owner) == HELD;
    }

    /** Whether another consumer may have seen these items. */
    static boolean isMarked(long owner) {
        return (owner & MARK) != 0;
    }

    /** Returns the participant index of the holder, which may be impossible. */
    static long holder(long owner) {
        return owner >>> HOLDER_SHIFT;
    }

    /**
     * Returns the participant index of the holder.
     *
     * @throws ipckit.common.IpcException CORRUPT when no participant has this index
     */
    static int checkedHolder(long owner) {
        long holder = holder(owner);
        if (holder >= RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a claim names an impossible holder");
        }
        return (int) holder;
    }
}
