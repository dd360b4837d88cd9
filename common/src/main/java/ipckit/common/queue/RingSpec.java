package ipckit.common.queue;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * The parameters of a ring (a buffer in shared memory), fixed at creation.
 *
 * @param slots the number of buffer slots, each for one item (the textbook's BUFFER_SIZE); 0 if the
 *     number of items is not limited
 * @param fullRule says at which number of items the buffer is full; has no effect if {@code slots}
 *     is 0
 * @param bytes the size in bytes of the area, which is the memory for the items. The area of an
 *     unbounded ring consists of files, and {@code bytes} is the size of each file
 * @param maxItem the largest allowed length of an item in bytes; 0 to allow every item for which
 *     the area is large enough
 * @param oneToOne true for a ring with at most one producer and one consumer, which use no locks
 * @param pipeDoorbell true to let participants sleep on named pipes instead of futexes
 * @param unbounded true to let the buffer grow, so that producers wait only when {@code byteLimit}
 *     is reached
 * @param byteLimit the largest number of bytes in an unbounded buffer; 0 for no limit
 */
public record RingSpec(
        long slots,
        FullRule fullRule,
        long bytes,
        long maxItem,
        boolean oneToOne,
        boolean pipeDoorbell,
        boolean unbounded,
        long byteLimit) {
    /** The condition under which a buffer of n buffer slots is full. */
    public enum FullRule {
        /**
         * The buffer is full when {@code (in + 1) % n == out}. In the textbook, {@code in} is the
         * index of the next free buffer slot, and {@code out} is the index of the oldest item. So
         * the buffer can hold at most n − 1 items, and {@code in == out} is true only when the
         * buffer is empty.
         */
        TEXTBOOK,
        /**
         * The buffer is full when {@code count == n}, where {@code count} is the number of items.
         * So all n buffer slots can be used, and the count distinguishes a full buffer from an
         * empty buffer.
         */
        COUNTER
    }

    /** The default size in bytes of the area, the memory in which a ring stores its items. */
    public static final long DEFAULT_BYTES = 1 << 20;

    /**
     * The largest length of an item in bytes. The limit ensures that one Java array can hold any
     * item, and that one read(2) can read it.
     */
    public static final long LONGEST_ITEM = 1 << 30;

    private static final long LEAST_BYTES = 64;
    private static final long MOST_BYTES = 1L << 40;
    private static final long MOST_SLOTS = 1L << 32;

    /**
     * Returns the default parameters: a bounded buffer of the default size, for any number of
     * producers and consumers.
     */
    public static RingSpec standard() {
        return new RingSpec(0, FullRule.TEXTBOOK, DEFAULT_BYTES, 0, false, false, false, 0);
    }

    /**
     * Checks the parameters, and rounds the size of the area up to a multiple of {@link
     * RunLayout#UNIT}.
     */
    public RingSpec {
        if (slots < 0 || slots > MOST_SLOTS) {
            throw usage("slots must be 1 to " + MOST_SLOTS);
        }
        if (slots == 1 && fullRule == FullRule.TEXTBOOK) {
            throw usage(
                    "a textbook buffer of 1 slot holds nothing: (in + 1) % 1 == out always;"
                            + " take 2 slots, or the counter rule");
        }
        if (slots != 0 && unbounded) {
            throw usage("slots bound a buffer: an unbounded one has none");
        }
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw usage("the data area must be " + LEAST_BYTES + " to " + MOST_BYTES + " bytes");
        }
        bytes = RunLayout.padded(bytes);
        long fits = Math.min(LONGEST_ITEM, capacity(bytes, unbounded, byteLimit));
        if (fits < 1) {
            throw usage("the limit is too small for a single item");
        }
        if (maxItem < 0 || maxItem > fits) {
            throw usage("the longest item that fits has " + CountedNoun.of(fits, "byte"));
        }
        if (maxItem == 0) {
            maxItem = fits;
        }
    }

    private static long capacity(long bytes, boolean unbounded, long byteLimit) {
        long whole = !unbounded ? bytes : byteLimit == 0 ? Long.MAX_VALUE : byteLimit;
        return (whole & -RunLayout.UNIT) - 2 * RunLayout.UNIT;
    }

    /**
     * Returns how many items the ring can hold; {@link Long#MAX_VALUE} if their number is not
     * limited.
     */
    public long itemLimit() {
        if (slots == 0) {
            return Long.MAX_VALUE;
        }
        return fullRule == FullRule.TEXTBOOK ? slots - 1 : slots;
    }

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
