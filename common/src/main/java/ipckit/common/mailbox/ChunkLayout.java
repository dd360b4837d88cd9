package ipckit.common.mailbox;

/**
 * The layout of a chunk, a file with a part of the entries of an unbounded mailbox. Offsets are in
 * bytes. All words of the chunk's header are derived from the entries.
 */
final class ChunkLayout {
    /** The index of the next entry to allocate. All entries from this index on are free. */
    static final long NEXT_AT = 0;

    /** The number of entries that are not free. */
    static final long USED_AT = NEXT_AT + Integer.BYTES;

    /** The offset at which the next payload begins. */
    static final long TOP_AT = USED_AT + Integer.BYTES;

    private static final int HEAD = 128;

    static final int ENTRY_BITS = 11;

    static final int ENTRIES = 1 << ENTRY_BITS;

    /** The offset at which the payloads begin. */
    static final long PAYLOADS_AT = HEAD + ENTRIES * EntryLayout.SIZE;

    /** The size in bytes of a chunk, unless the chunk was made for a larger message. */
    static final long STANDARD_SIZE = PAYLOADS_AT + (512 << 10);

    /** The size of each payload is a multiple of this number of bytes. */
    private static final int ALIGNMENT = 8;

    private ChunkLayout() {}

    static long row(int entry) {
        return HEAD + (entry & ENTRIES - 1) * EntryLayout.SIZE;
    }

    static int chunk(int entry) {
        return entry >>> ENTRY_BITS;
    }

    static int entry(int chunk, int index) {
        return chunk << ENTRY_BITS | index;
    }

    /** Returns the number of bytes that a payload of a length occupies in a chunk. */
    static long footprint(long bytes) {
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
