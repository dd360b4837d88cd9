package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.MemorySegment;

/**
 * The format of a run, that is, how its items are separated. A run is a sequence of complete items
 * in memory.
 *
 * <p>The methods of this class need a run that is one contiguous range of memory. {@link RunBytes}
 * has the same methods for a run that consists of two ranges. The parameter {@code to} of a method
 * is the end of the range (exclusive). No method reads a byte at or after this offset, even if the
 * length that is stored before an item is too large.
 */
public enum RunFormat {
    /** The complete run (a sequence of items in memory) is one item. */
    ONE(0, 0),
    /** Each item is followed by a line feed. An item contains no line feed. */
    LINES(0, 1),
    /** Each item is followed by a zero byte. An item contains no zero byte. */
    NULS(0, 1),
    /** Each item is preceded by its length, an unsigned 32-bit number in network byte order. */
    FRAMES(4, 0);

    private static final RunFormat[] BY_CODE = values();

    private final int prefix;
    private final int suffix;

    RunFormat(int prefix, int suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /**
     * Returns the format whose {@link #code} is the given number.
     *
     * @throws IpcException CORRUPT when the code is unknown
     */
    public static RunFormat ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IpcException(Category.CORRUPT, "damaged: a run of unknown format " + code);
        }
        return BY_CODE[code];
    }

    /**
     * Returns the number that stands for the format in shared memory, 0 to 3. The numbers must
     * never change, because other versions of ipckit read them.
     */
    public int code() {
        return ordinal();
    }

    /**
     * Returns the number of bytes in the length field before each item; 0 if the format has no such
     * field.
     */
    public int prefix() {
        return prefix;
    }

    /**
     * Returns the size in bytes of the terminator after each item; 0 if the format has no
     * terminators.
     */
    public int suffix() {
        return suffix;
    }

    /** Returns whether each item is followed by a {@link #terminator}. */
    public boolean terminated() {
        return suffix != 0;
    }

    /**
     * Returns the byte after each item. The result is meaningful only if {@link #terminated}
     * returns true.
     */
    public byte terminator() {
        return this == LINES ? (byte) '\n' : 0;
    }

    /**
     * Returns the offset after the item that starts at {@code from}. If the format has terminators,
     * the item's terminator is part of the item.
     *
     * @return the offset after the item, at most {@code to}; −1 if the bytes from {@code from} to
     *     {@code to} contain no complete item. For {@link #ONE} the result is always {@code to}
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
     * Returns the offset after the {@code n}-th item. The first item begins at {@code from}. If the
     * format has terminators, the item's terminator is part of the item.
     *
     * @param n the number of the item, counted from 1; for 0, the method returns {@code from}
     * @return the offset after the item; −1 when there are fewer than {@code n} complete items
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
     * Returns the number of complete items in the range from {@code from} to {@code to}. An
     * incomplete item at the end of the range is not counted. For {@link #ONE} the result is always
     * 1.
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
