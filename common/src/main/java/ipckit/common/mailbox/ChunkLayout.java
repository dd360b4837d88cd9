package ipckit.common.mailbox;

/**
 * Where everything is in a chunk: a file with some of the slots of an unbounded mailbox. All of its
 * head is derived.
 */
final class ChunkLayout {
    /** How many lines were given out since it was empty; those behind them are free. */
    static final long NEXT_AT = 0;

    /** How many of its slots are not free. */
    static final long USED_AT = NEXT_AT + Integer.BYTES;

    /** Where the next cell begins. */
    static final long TOP_AT = USED_AT + Integer.BYTES;

    private static final int HEAD = 128;

    static final int SLOT_BITS = 11;

    /** Slots of a chunk. */
    static final int SLOTS = 1 << SLOT_BITS;

    /** Where the cells begin. */
    static final long CELLS_AT = HEAD + SLOTS * EntryLayout.SIZE;

    /** Bytes of a chunk; one that is made for a larger message has more. */
    static final long STANDARD_SIZE = CELLS_AT + (512 << 10);

    /** Cells are multiples of it. */
    private static final int ALIGNMENT = 8;

    private ChunkLayout() {}

    static long line(int slot) {
        return HEAD + (slot & SLOTS - 1) * EntryLayout.SIZE;
    }

    static int chunk(int slot) {
        return slot >>> SLOT_BITS;
    }

    static int slot(int chunk, int index) {
        return chunk << SLOT_BITS | index;
    }

    /** Bytes that a cell takes. */
    static long footprint(long bytes) {
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
