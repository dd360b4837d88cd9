package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

/**
 * The layout of one row of the claims table. A row describes a claim: the items between two
 * positions, and the consumer that holds these items. Offsets are in bytes from the start of the
 * row.
 */
final class ClaimLayout {
    /**
     * The offset of the owner word. This word contains the state of the claim and the participant
     * index of the holder. One more bit marks items that may have been delivered before.
     */
    static final long OWNER = 0;

    /**
     * The offset of the field with the position of a run (a header with items behind it). A search
     * for the first unacknowledged item begins at this run. That item may be in a later run,
     * because consumers advance {@link #FROM} before this field, and sometimes do not advance this
     * field at all.
     */
    static final long RUN = OWNER + Long.BYTES;

    /** The offset of the field with the position of the first item that is not acknowledged. */
    static final long FROM = RUN + Long.BYTES;

    /** The offset of the field with the position after the last item of the claim. */
    static final long TO = FROM + Long.BYTES;

    /** The offset of the field that counts how many times the items were claimed. */
    static final long DELIVERIES = TO + Long.BYTES;

    /**
     * The offset of the field that counts the failed tries: how many times a command ran for the
     * claimed items and failed.
     */
    static final long TRIES = DELIVERIES + Long.BYTES;

    /** The offset of the field that counts how many times a holder of the items died. */
    static final long LOST = TRIES + Long.BYTES;

    static final long SIZE = 64;

    /** The owner word of a free row. */
    static final long FREE = 0;

    /**
     * The state of a claim that its holder has given back, or that a dead holder left. Consumers
     * take the items of such a claim before new items.
     */
    static final long RETURNED = 1;

    /** The state of a claim that a consumer holds. */
    static final long HELD = 2;

    private static final long STATE = 3;
    private static final long MARK = 4;
    private static final int HOLDER_SHIFT = 8;

    /**
     * The owner word of a claim that its holder has given back, or that a dead holder left. The
     * claim is always marked as redelivered, because the holder may have seen the items.
     */
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

    static boolean isMarked(long owner) {
        return (owner & MARK) != 0;
    }

    /**
     * Returns the participant index of the holder. This method does not check the index. In a
     * damaged ring, the index may be larger than every valid participant index.
     */
    static long holder(long owner) {
        return owner >>> HOLDER_SHIFT;
    }

    /**
     * Returns the participant index of the holder, after a check that the index is valid.
     *
     * @throws ipckit.common.IpcException CORRUPT when the index is larger than every valid index
     */
    static int checkedHolder(long owner) {
        long holder = holder(owner);
        if (holder >= RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a claim names an impossible holder");
        }
        return (int) holder;
    }
}
