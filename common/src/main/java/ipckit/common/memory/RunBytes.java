package ipckit.common.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The bytes of one run, which is a sequence of items in memory. Most runs are one range of memory.
 * A run that begins at the end of a ring and continues at the start of the ring consists of two
 * ranges. Positions are offsets into the run, from 0 to {@link #length}.
 *
 * <p>One instance is used for many runs, one after the other, so that no object is created for a
 * run. An instance does not own the memory, and belongs to one thread.
 */
public final class RunBytes {
    private MemorySegment first = MemorySegment.NULL;
    private long firstFrom;
    private long firstLength;
    private MemorySegment second = MemorySegment.NULL;
    private long secondFrom;
    private long secondLength;

    /**
     * Makes this object refer to the {@code length} bytes of {@code s} that begin at the offset
     * {@code from}. These bytes are a run (a sequence of items). Copies no bytes. Returns this
     * object.
     */
    public RunBytes set(MemorySegment s, long from, long length) {
        // The items usually lie in the same mapping as the items of the previous call. The
        // comparison avoids a needless store of the reference. A store is slower than the
        // comparison, because it executes a write barrier of the garbage collector.
        if (first != s) {
            first = s;
        }
        if (second != MemorySegment.NULL) {
            second = MemorySegment.NULL;
        }
        firstFrom = from;
        firstLength = length;
        secondLength = 0;
        return this;
    }

    /**
     * Sets the bytes of this run (a sequence of items in memory): the {@code length} bytes of
     * {@code s} that begin at the offset {@code from}, followed by the {@code length2} bytes of
     * {@code s2} that begin at the offset {@code from2}. Returns this object.
     */
    public RunBytes set(
            MemorySegment s, long from, long length, MemorySegment s2, long from2, long length2) {
        first = s;
        firstFrom = from;
        firstLength = length;
        second = s2;
        secondFrom = from2;
        secondLength = length2;
        return this;
    }

    /** Returns the number of bytes. */
    public long length() {
        return firstLength + secondLength;
    }

    /**
     * Returns the position after the item that starts at {@code from}; the item's terminator is
     * part of the item. Returns −1 when the item is not complete. See {@link RunFormat#nextEnd}.
     */
    public long nextEnd(RunFormat format, long from) {
        if (format.terminated()) {
            return endOfNth(format, from, 1);
        }
        if (format == RunFormat.ONE) {
            return length();
        }
        if (length() - from < format.prefix()) {
            return -1;
        }
        long end = from + format.prefix() + Integer.toUnsignedLong(intAt(from));
        return end <= length() ? end : -1;
    }

    /**
     * Returns the position after the {@code n}-th item from {@code from} on; the item's terminator
     * is part of the item. Returns −1 when there are fewer than {@code n} complete items. See
     * {@link RunFormat#endOfNth}.
     */
    public long endOfNth(RunFormat format, long from, long n) {
        if (n <= 0) {
            return from;
        }
        if (format == RunFormat.ONE) {
            return n == 1 ? length() : -1;
        }
        if (format.terminated()) {
            return afterNth(format.terminator(), from, n);
        }
        long at = from;
        for (long i = 0; i < n && at >= 0; i++) {
            at = nextEnd(format, at);
        }
        return at;
    }

    /**
     * Returns the number of complete items before the position {@code to}. See {@link
     * RunFormat#count}.
     */
    public long count(RunFormat format, long to) {
        if (format == RunFormat.ONE) {
            return to == length() ? 1 : 0;
        }
        if (format.terminated()) {
            byte end = format.terminator();
            long inFirst = Math.min(to, firstLength);
            return ByteScan.count(first, firstFrom, firstFrom + inFirst, end)
                    + ByteScan.count(second, secondFrom, secondFrom + to - inFirst, end);
        }
        long items = 0;
        for (long at = nextEnd(format, 0); at >= 0 && at <= to; at = nextEnd(format, at)) {
            items++;
        }
        return items;
    }

    /**
     * Copies {@code length} bytes of this run (a sequence of items in memory), from the position
     * {@code from} on, to the offset {@code at} of {@code target}.
     */
    public void copyTo(long from, long length, MemorySegment target, long at) {
        long inFirst = Math.min(length, Math.max(0, firstLength - from));
        if (inFirst > 0) {
            MemorySegment.copy(first, firstFrom + from, target, at, inFirst);
        }
        if (inFirst < length) {
            long inSecond = from + inFirst - firstLength;
            MemorySegment.copy(
                    second, secondFrom + inSecond, target, at + inFirst, length - inFirst);
        }
    }

    /**
     * Returns the requested bytes that lie in the first memory range of this run (a sequence of
     * items in one or two ranges), or null if no requested byte lies in the first range. {@link
     * #secondPart} returns the other requested bytes.
     *
     * @param from the position of the first requested byte
     * @param length the number of requested bytes
     */
    public ByteBuffer firstPart(long from, long length) {
        long n = Math.min(length, firstLength - from);
        return n > 0 ? first.asSlice(firstFrom + from, n).asByteBuffer() : null;
    }

    /**
     * Returns the requested bytes that lie in the second memory range of this run (a sequence of
     * items in one or two ranges), or null if no requested byte lies in the second range.
     *
     * @param from the position of the first requested byte
     * @param length the number of requested bytes
     */
    public ByteBuffer secondPart(long from, long length) {
        long start = Math.max(from, firstLength);
        long n = from + length - start;
        return n > 0 ? second.asSlice(secondFrom + start - firstLength, n).asByteBuffer() : null;
    }

    /**
     * Reads the last byte of each memory range of this run (a sequence of items in one or two
     * ranges). The read throws an {@link InternalError} if the byte's page is missing because a
     * mapped file was truncated. A caller uses this method after a failed system call, because the
     * error of the call does not show whether the file was truncated.
     */
    public void touch() {
        if (firstLength > 0) {
            byteAt(firstLength - 1);
        }
        if (secondLength > 0) {
            byteAt(length() - 1);
        }
    }

    /**
     * Returns the position after the {@code n}-th {@code terminator} from {@code from} on; −1 when
     * there are fewer than {@code n} terminators.
     */
    private long afterNth(byte terminator, long from, long n) {
        long missing = n;
        if (from < firstLength) {
            long hit =
                    ByteScan.indexOfNth(
                            first, firstFrom + from, firstFrom + firstLength, terminator, n);
            if (hit >= 0) {
                return hit + 1 - firstFrom;
            }
            missing -= ~hit;
        }
        long start = secondFrom + Math.max(0, from - firstLength);
        long hit =
                ByteScan.indexOfNth(second, start, secondFrom + secondLength, terminator, missing);
        return hit < 0 ? -1 : hit + 1 - secondFrom + firstLength;
    }

    private int intAt(long at) {
        if (at + Integer.BYTES <= firstLength) {
            return ByteScan.getIntBigEndian(first, firstFrom + at);
        }
        if (at >= firstLength) {
            return ByteScan.getIntBigEndian(second, secondFrom + at - firstLength);
        }
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << 8 | byteAt(at + i) & 0xff;
        }
        return value;
    }

    private byte byteAt(long at) {
        return at < firstLength
                ? ByteScan.get(first, firstFrom + at)
                : ByteScan.get(second, secondFrom + at - firstLength);
    }
}
