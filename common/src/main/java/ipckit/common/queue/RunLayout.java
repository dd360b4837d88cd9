package ipckit.common.queue;

import ipckit.common.IpcException;
import ipckit.common.memory.RunFormat;
import ipckit.common.object.ObjectFile;

/**
 * The layout of a run, which is a header and a payload of one or more items.
 *
 * <pre>
 * +---------+-----------------+--------+---------------+-- - - --+-------+
 * | payload | number of items | format | number of the |         | pad   |
 * | length  |                 |        | first item    | payload | to 16 |
 * | 32 bits | 24 bits         | 8 bits | 64 bits       |         | bytes |
 * +---------+-----------------+--------+---------------+-- - - --+-------+
 * </pre>
 *
 * <p>At the tail, where the next run will begin, the header already contains the number of the
 * first item of that run. Items are numbered from 0, so this number is also the number of items
 * ever put.
 */
final class RunLayout {
    /**
     * The size and the alignment of a header in bytes. Because of the alignment, no header is split
     * between the end and the start of the circular buffer.
     */
    static final long UNIT = 16;

    static final long FIRST = Long.BYTES;

    /** The largest number of items in a run (a header and its items). */
    static final int MOST_ITEMS = (1 << 24) - 1;

    /** The largest length of a payload in bytes: the largest possible size of a ByteBuffer. */
    private static final long LONGEST = Integer.MAX_VALUE;

    private static final int COUNT_SHIFT = 32;
    private static final int FORMAT_SHIFT = 56;

    private RunLayout() {}

    static long padded(long length) {
        return length + UNIT - 1 & -UNIT;
    }

    /**
     * Returns the number of bytes that a run takes in the ring: its header, {@code length} bytes
     * with its items, and the padding.
     */
    static long footprint(long length) {
        return UNIT + padded(length);
    }

    static long word(long length, int count, RunFormat format) {
        return length | (long) count << COUNT_SHIFT | (long) format.code() << FORMAT_SHIFT;
    }

    static long length(long word) {
        return word & 0xffff_ffffL;
    }

    static int count(long word) {
        return (int) (word >>> COUNT_SHIFT) & MOST_ITEMS;
    }

    /**
     * Returns the format of the items in a run, which is a header and these items.
     *
     * @param word the first word of the header
     * @throws IpcException CORRUPT when the word contains an unknown format code
     */
    static RunFormat format(long word) {
        return RunFormat.ofCode((int) (word >>> FORMAT_SHIFT));
    }

    /**
     * Returns the length in bytes of the payload of a run. A run is a header and a payload of
     * items.
     *
     * @param word the first word of the header
     * @param run the position of the header
     * @param limit the largest position at which the run may end
     * @throws IpcException CORRUPT when the word contains an impossible value
     */
    static long checkedLength(long word, long run, long limit) {
        long length = length(word);
        if (length > LONGEST || footprint(length) > limit - run || !fits(word, length)) {
            throw ObjectFile.damaged("a run at " + run + " is impossible");
        }
        return length;
    }

    /**
     * Returns whether a payload of {@code length} bytes can contain the number of items that the
     * header states.
     *
     * @param word the first word of the header
     */
    private static boolean fits(long word, long length) {
        RunFormat format = format(word);
        int count = count(word);
        return format == RunFormat.ONE
                ? count == 1
                : count > 0 && (long) count * (format.prefix() + format.suffix()) <= length;
    }
}
