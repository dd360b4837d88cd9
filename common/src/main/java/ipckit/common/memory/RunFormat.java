package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.MemorySegment;

/**
 * How the items of a run are separated. A run consists of whole items.
 *
 * <p>The methods work in one piece of memory; {@link RunBytes} has the same methods for a run that
 * wraps. No method reads a byte behind {@code to}, whatever length an item claims to have.
 */
public enum RunFormat {
    /** The run is one item, which has all of the bytes. */
    ONE(0, 0),
    /** Each item is followed by a line feed, and contains none. */
    LINES(0, 1),
    /** Each item is followed by a zero byte, and contains none. */
    NULS(0, 1),
    /** Each item follows its length, an unsigned 32-bit number in network byte order. */
    FRAMES(4, 0);

    private static final RunFormat[] BY_CODE = values();

    private final int prefix;
    private final int suffix;

    RunFormat(int prefix, int suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /**
     * Returns the format of a {@link #code}.
     *
     * @throws IpcException CORRUPT when the code is unknown
     */
    public static RunFormat ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IpcException(Category.CORRUPT, "damaged: a run of unknown format " + code);
        }
        return BY_CODE[code];
    }

    /** Returns the number of the format in shared memory, 0 to 3. The numbers must never change. */
    public int code() {
        return ordinal();
    }

    /** Returns the length in bytes of the prefix before each item. */
    public int prefix() {
        return prefix;
    }

    /** Returns the length in bytes of the terminator behind each item. */
    public int suffix() {
        return suffix;
    }

    /** Whether each item is followed by a {@link #terminator}. */
    public boolean terminated() {
        return suffix != 0;
    }

    /** Returns the byte behind each item; meaningful only when {@link #terminated}. */
    public byte terminator() {
        return this == LINES ? (byte) '\n' : 0;
    }

    /**
     * Returns the end of the item that starts at {@code from}, including its terminator.
     *
     * @return an offset behind {@code from}, at most {@code to} (for {@link #ONE}, {@code to}); −1
     *     when there is no whole item
     */
    public long nextEnd(MemorySegment s, long from, long to) {
        if (terminated()) {
            long last = ByteScan.indexOf(s, from, to, terminator());
            return last < 0 ? -1 : last + 1;
        }
        if (this == ONE) {
            return to;
        }
        if (to - from < prefix) {
            return -1;
        }
        long end = from + prefix + Integer.toUnsignedLong(ByteScan.getIntBigEndian(s, from));
        return end <= to ? end : -1;
    }

    /**
     * Returns the end of the {@code n}-th item from {@code from} on, including its terminator.
     *
     * @param n the number of items; 0 returns {@code from}
     * @return an offset; −1 when there are fewer whole items
     */
    public long endOfNth(MemorySegment s, long from, long to, long n) {
        if (n <= 0) {
            return from;
        }
        if (this == ONE) {
            return n == 1 ? to : -1;
        }
        if (terminated()) {
            long last = ByteScan.indexOfNth(s, from, to, terminator(), n);
            return last < 0 ? -1 : last + 1;
        }
        long at = from;
        for (long i = 0; i < n && at >= 0; i++) {
            at = nextEnd(s, at, to);
        }
        return at;
    }

    /**
     * Returns the number of whole items from {@code from} on. An incomplete item at the end is not
     * counted. To find out whether such an item exists, compare {@link #endOfNth} with {@code to}.
     */
    public long count(MemorySegment s, long from, long to) {
        if (this == ONE) {
            return 1;
        }
        if (terminated()) {
            return ByteScan.count(s, from, to, terminator());
        }
        long items = 0;
        for (long at = nextEnd(s, from, to); at >= 0; at = nextEnd(s, at, to)) {
            items++;
        }
        return items;
    }
}
