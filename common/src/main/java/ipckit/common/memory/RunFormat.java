package ipckit.common.memory;

import ipckit.common.IpcException;

import java.lang.foreign.MemorySegment;

/**
 * How the items of a run lie in its bytes. A run is whole items one after the other; what stands
 * between them tells where each ends.
 *
 * <p>The walks below work in one stretch of memory, {@link RunBytes} has the same for a run that
 * wraps. They read nothing beyond {@code to} and believe no byte: what cannot be an item is
 * answered, not followed.
 */
public enum RunFormat {
    /** One item and nothing else; all of the bytes are its. */
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

    /** The format of a {@link #code}; {@link IpcException.Category#CORRUPT} if there is none. */
    public static RunFormat ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IpcException(
                    IpcException.Category.CORRUPT, "damaged: a run of unknown format " + code);
        }
        return BY_CODE[code];
    }

    /** What stands for this format in shared memory: 0 to 3, never to change. */
    public int code() {
        return ordinal();
    }

    /** Bytes before each item that are not the item's. */
    public int prefix() {
        return prefix;
    }

    /** Bytes after each item that are not the item's. */
    public int suffix() {
        return suffix;
    }

    /** Whether each item ends in a {@link #terminator}. */
    public boolean terminated() {
        return suffix != 0;
    }

    /** The byte that follows each item; meaningful only if {@link #terminated}. */
    public byte terminator() {
        return this == LINES ? (byte) '\n' : 0;
    }

    /**
     * Where the item that starts at {@code from} ends, terminator included.
     *
     * @return an offset in (from, to] (for {@link #ONE}, {@code to}), or -1 if no whole item is
     *     there
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
     * Where the {@code n}-th item from {@code from} on ends, terminator included.
     *
     * @param n how many items; 0 answers {@code from}
     * @return an offset, or -1 if there are fewer whole items
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
     * How many whole items there are from {@code from} on. A rest that is not a whole item counts
     * nothing: {@code endOfNth(from, to, n) == to} tells that there is no such rest.
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
