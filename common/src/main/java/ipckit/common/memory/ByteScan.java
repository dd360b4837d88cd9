package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Scans bytes in memory, eight bytes at a time. All positions are byte offsets into the given
 * memory segment. A range begins at {@code from} (inclusive) and ends at {@code to} (exclusive). If
 * {@code to} is not greater than {@code from}, the range contains no bytes. No byte outside the
 * range is read, and no alignment is needed.
 *
 * <p>The variable handles of this class are static constants, and this class is initialised when a
 * native image (a program compiled by GraalVM) is built. Otherwise each access in a native image
 * would take a hundred times longer. An access by {@link MemorySegment#get} would also take that
 * long. The accesses are plain, because no other process writes the bytes while this class reads
 * them.
 *
 * <p>Eight bytes are compared at once, as one word of 64 bits. Let x be the exclusive or of this
 * word and eight copies of the sought byte. A byte of x is 0 exactly where the word contains the
 * sought byte. The methods compute {@code ((x & m) + m) | x}, where each byte of m is 0x7f. In the
 * result, the top bit of a byte is 0 exactly where this byte of x is 0. The addition sets the top
 * bit if any of the low seven bits is set. The operation {@code | x} sets the top bit if it is set
 * in x. The addition never carries into the next byte, because the sum of two numbers of seven bits
 * fits into eight bits.
 */
public final class ByteScan {
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    private static final VarHandle INT_BIG_ENDIAN =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN).varHandle();

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;

    /**
     * The largest number of words that {@link #count} processes before it adds up its counters. The
     * method has eight counters of one byte, one for each byte of a word. A counter grows by at
     * most 1 for each word. Therefore 255 words cannot overflow a counter.
     */
    private static final int TALLY_WORDS = 255;

    /**
     * The largest number of words in one inner loop. The limit lets the index be an int, so that
     * the compiler can remove the bounds checks. A longer range needs several inner loops.
     */
    private static final int LOOP_WORDS = 1 << 20;

    /** The number of bytes that {@link #indexOfNth} skips at once, see {@link #MANY}. */
    private static final int STRIDE = 512;

    /**
     * The smallest number of occurrences for which {@link #indexOfNth} skips bytes. While the
     * method must still find at least this number of occurrences, it counts the occurrences in the
     * next {@link #STRIDE} bytes. If the sought occurrence is not one of them, the method skips
     * these bytes. Otherwise it searches these bytes for one occurrence after the other.
     */
    private static final int MANY = 16;

    private ByteScan() {}

    /** Returns the byte at {@code at}. */
    public static byte get(MemorySegment s, long at) {
        return (byte) BYTE.get(s, at);
    }

    /** Sets the byte at {@code at}. */
    public static void put(MemorySegment s, long at, byte value) {
        BYTE.set(s, at, value);
    }

    /** Returns the big-endian 32-bit number at {@code at}. */
    public static int getIntBigEndian(MemorySegment s, long at) {
        return (int) INT_BIG_ENDIAN.get(s, at);
    }

    /** Sets the big-endian 32-bit number at {@code at}. */
    public static void putIntBigEndian(MemorySegment s, long at, int value) {
        INT_BIG_ENDIAN.set(s, at, value);
    }

    /** Returns the number of occurrences of the byte {@code b} in the range. */
    public static long count(MemorySegment s, long from, long to, byte b) {
        long pattern = pattern(b);
        long at = from;
        long others = 0;
        for (long left = words(from, to); left > 0; ) {
            int n = (int) Math.min(left, TALLY_WORDS);
            long tally = 0;
            for (int i = 0; i < n; i++) {
                long x = (long) LONG.get(s, at + 8L * i) ^ pattern;
                tally += ((((x & LOW_SEVEN) + LOW_SEVEN) | x) >>> 7) & ONES;
            }
            others += sumOfBytes(tally);
            at += 8L * n;
            left -= n;
        }
        long hits = Math.max(0, at - from) - others;
        for (; at < to; at++) {
            if (get(s, at) == b) {
                hits++;
            }
        }
        return hits;
    }

    /**
     * Returns the offset of the first occurrence of the byte {@code b}; −1 when the range contains
     * none.
     */
    public static long indexOf(MemorySegment s, long from, long to, byte b) {
        long pattern = pattern(b);
        long at = from;
        for (long left = words(from, to); left > 0; ) {
            int n = (int) Math.min(left, LOOP_WORDS);
            for (int i = 0; i < n; i++) {
                long hits = hits((long) LONG.get(s, at + 8L * i) ^ pattern);
                if (hits != 0) {
                    return at + 8L * i + (Long.numberOfTrailingZeros(hits) >>> 3);
                }
            }
            at += 8L * n;
            left -= n;
        }
        for (; at < to; at++) {
            if (get(s, at) == b) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Returns the offset of the last occurrence of the byte {@code b}; −1 when the range contains
     * none.
     */
    public static long lastIndexOf(MemorySegment s, long from, long to, byte b) {
        long pattern = pattern(b);
        long end = to;
        for (long left = words(from, to); left > 0; ) {
            int n = (int) Math.min(left, LOOP_WORDS);
            for (int i = 1; i <= n; i++) {
                long hits = hits((long) LONG.get(s, end - 8L * i) ^ pattern);
                if (hits != 0) {
                    return end - 8L * i + 7 - (Long.numberOfLeadingZeros(hits) >>> 3);
                }
            }
            end -= 8L * n;
            left -= n;
        }
        for (long at = end - 1; at >= from; at--) {
            if (get(s, at) == b) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Returns the offset of the {@code n}-th occurrence of the byte {@code b}, counted from 1. When
     * the range contains only {@code k < n} occurrences, returns {@code ~k}, which is negative.
     *
     * @param n the number of the occurrence, at least 1
     */
    public static long indexOfNth(MemorySegment s, long from, long to, byte b, long n) {
        long found = 0;
        long at = from;
        while (n - found >= MANY && to - at >= STRIDE) {
            long more = count(s, at, at + STRIDE, b);
            if (found + more >= n) {
                break;
            }
            found += more;
            at += STRIDE;
        }
        while (found < n) {
            long hit = indexOf(s, at, to, b);
            if (hit < 0) {
                return ~found;
            }
            found++;
            at = hit + 1;
        }
        return at - 1;
    }

    private static long pattern(byte b) {
        return (b & 0xffL) * ONES;
    }

    private static long words(long from, long to) {
        return (to - from) >> 3;
    }

    /**
     * Returns a word that marks the zero bytes of {@code x}: if a byte of {@code x} is 0, the same
     * byte of the result is 0x80, otherwise 0.
     */
    private static long hits(long x) {
        return ~(((x & LOW_SEVEN) + LOW_SEVEN) | x | LOW_SEVEN);
    }

    /**
     * Returns the sum of the eight unsigned bytes of {@code x}. First, each byte is added to its
     * neighbour, which makes four sums of 16 bits. Then the multiplication adds these four sums in
     * the top 16 bits.
     */
    private static long sumOfBytes(long x) {
        long pairs = (x & 0x00ff00ff00ff00ffL) + ((x >>> 8) & 0x00ff00ff00ff00ffL);
        return (pairs * 0x0001000100010001L) >>> 48;
    }
}
