package ipckit.common.mailbox;

/**
 * The layout of a chunk, which is a file that stores some of the entries of an {@linkplain
 * MailboxSpec#isElastic elastic} mailbox. A chunk begins with a header of three words: the next
 * entry, the number of used entries, and the position of the next payload. The entries follow, and
 * then their payloads. A process that takes the mailbox's lock over from a dead owner computes the
 * three words again from the entries. Offsets are in bytes.
 */
final class ChunkLayout {
    /**
     * The offset of the word that contains the index of the next entry to allocate. The entry with
     * this index and all entries after it are free.
     */
    static final long NEXT_AT = 0;

    /** The offset of the word that contains the number of entries that are not free. */
    static final long USED_AT = NEXT_AT + Integer.BYTES;

    /**
     * The offset of the word that contains the position of the next payload. This position is an
     * offset in the chunk, too.
     */
    static final long TOP_AT = USED_AT + Integer.BYTES;

    private static final int HEAD = 128;

    static final int ENTRY_BITS = 11;

    static final int ENTRIES = 1 << ENTRY_BITS;

    /** The offset of the first payload. */
    static final long PAYLOADS_AT = HEAD + ENTRIES * EntryLayout.SIZE;

    /** The size of a chunk in bytes, unless the chunk's first message needs a larger chunk. */
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

    /**
     * Returns the number of bytes that a payload occupies in a chunk.
     *
     * @param bytes the length of the payload
     */
    static long footprint(long bytes) {
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
