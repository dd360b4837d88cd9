package ipckit.common.pipe;

import ipckit.common.memory.ByteScan;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Items on their way out, and where each ends. The ends are kept because the bytes do not always
 * tell: an item stored alone may contain the very byte that ends it in the stream. A run taken over
 * as it was has one entry, since its bytes do tell.
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

    /** A buffer of items that lie in it as {@code format} says. */
    OutputBuffer(RunFormat format) {
        this.format = format;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    /** Whether another entry of {@code length} bytes can be taken. */
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

    /** Says that what was added since the last call makes {@code count} items. */
    void endItems(int count) {
        ends[entries] = used;
        counts[entries] = count;
        entries++;
        items += count;
    }

    /** Everything added, to be written out. */
    ByteBuffer bytes() {
        return view.limit(used).position(0);
    }

    /** How many items there are. */
    long items() {
        return items;
    }

    /** How many items lie within the first {@code length} bytes as a whole. */
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
