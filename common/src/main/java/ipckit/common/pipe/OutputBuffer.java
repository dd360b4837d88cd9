package ipckit.common.pipe;

import ipckit.common.memory.ByteScan;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A buffer of items that are still to be written. The buffer consists of entries. An entry is one
 * item, or a run (several items together) in the format of the output stream.
 *
 * <p>The buffer stores where each entry ends. It does not search for the terminator to find the end
 * of a single item: an item that was read in another format, for example with a length prefix, may
 * contain the terminator byte. A run is in the format of the output stream, so its terminators or
 * length prefixes show where each item ends.
 */
final class OutputBuffer implements AutoCloseable {
    private static final int CAPACITY = 64 << 10;
    private static final int ENTRIES = 4096;

    private final RunFormat format;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes = arena.allocate(CAPACITY);
    private final ByteBuffer view = bytes.asByteBuffer();
    private final int[] ends = new int[ENTRIES];
    private final int[] counts = new int[ENTRIES];
    private int entries;
    private int used;
    private long items;

    OutputBuffer(RunFormat format) {
        this.format = format;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    /** Returns whether the buffer has room for another entry of {@code length} bytes. */
    boolean hasRoom(int length) {
        return length <= CAPACITY - used && entries < ENTRIES;
    }

    void addPrefix(int itemLength) {
        if (format == RunFormat.FRAMES) {
            ByteScan.putIntBigEndian(bytes, used, itemLength);
            used += Integer.BYTES;
        }
    }

    void add(RunBytes run, long from, int length) {
        run.copyTo(from, length, bytes, used);
        used += length;
    }

    void addSuffix() {
        if (format.terminated()) {
            ByteScan.put(bytes, used, format.terminator());
            used++;
        }
    }

    /**
     * Ends an entry of {@code count} items. The entry has all bytes that were added since the
     * previous entry ended.
     */
    void endItems(int count) {
        ends[entries] = used;
        counts[entries] = count;
        entries++;
        items += count;
    }

    /** Returns all added bytes, ready to be written. */
    ByteBuffer bytes() {
        return view.limit(used).position(0);
    }

    long items() {
        return items;
    }

    /** Returns the number of items that are complete within the first {@code length} bytes. */
    long itemsWithin(long length) {
        long whole = 0;
        int from = 0;
        for (int i = 0; i < entries && from <= length; i++) {
            if (ends[i] <= length) {
                whole += counts[i];
            } else if (counts[i] > 1) {
                whole += format.count(bytes, from, length);
            }
            from = ends[i];
        }
        return whole;
    }

    void clear() {
        entries = 0;
        used = 0;
        items = 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
