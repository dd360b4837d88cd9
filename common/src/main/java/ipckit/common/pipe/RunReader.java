package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;

/**
 * Cuts a stream of bytes into runs of whole items. A run is handed on as soon as a read has brought
 * at least one whole item: a line that somebody types does not wait for the next, and a large file
 * comes in runs as long as the buffer.
 *
 * <p>A run is a view of the memory that read(2) wrote to, valid until the next call: terminators
 * and length prefixes are in it, just as {@link Framing#format} says. It has at most {@link
 * #PREFERRED} bytes unless a single item is longer, hence always fewer than 2^24 items. For the one
 * thread that made it.
 */
public final class RunReader implements AutoCloseable {
    /**
     * The size of runs, and of the buffer while no item is longer: four of them and their headers
     * fit into 1 MiB, which is what a buffer has if nothing else is said.
     */
    public static final long PREFERRED = 252 << 10;

    /** Bytes of one item: what an array-like view of it and its prefix can have. */
    private static final long LARGEST_ITEM = Integer.MAX_VALUE - 64;

    private final ReadBuffer buffer;
    private final ItemSplitter cutter;
    private long itemsBefore;
    private long from;
    private long length;
    private int count;
    private boolean completed;

    /**
     * @param in blocking; not closed by this class
     * @param framing what an item is
     * @param maxItem bytes that one item may have, without terminator or prefix
     */
    public RunReader(ReadableByteChannel in, Framing framing, long maxItem) {
        this(in, framing, maxItem, PREFERRED);
    }

    RunReader(ReadableByteChannel in, Framing framing, long maxItem, long preferred) {
        if (maxItem < 0) {
            throw new IllegalArgumentException("maxItem " + maxItem);
        }
        long largest = Math.min(maxItem, LARGEST_ITEM);
        buffer = new ReadBuffer(in, preferred, largest + Integer.BYTES);
        cutter = ItemSplitter.of(framing, largest, preferred);
    }

    /**
     * Goes to the next run; blocks in as many reads as it takes to have one whole item. False at
     * the end of the stream.
     *
     * <p>Throws {@link IpcException.Category#UNUSABLE} at an item that is too long and at a frame
     * that is cut short, naming its number, but only after all items before it were handed on; the
     * same again if called again. {@link IpcException.Category#IO} if reading fails.
     */
    public boolean next() {
        itemsBefore += count;
        count = 0;
        length = 0;
        do {
            if (take(cutter.cut(buffer, itemsBefore))) {
                return true;
            }
        } while (buffer.fill());
        long read = buffer.end();
        boolean rest = take(cutter.cutRest(buffer, itemsBefore));
        completed = buffer.end() > read;
        return rest;
    }

    /** Shows what lies before {@code end}: consumed, but there until the next fill moves it. */
    private boolean take(long end) {
        if (end == ItemSplitter.NONE) {
            return false;
        }
        from = buffer.start();
        length = end - from;
        count = cutter.count;
        buffer.consume(end);
        return true;
    }

    /** The memory that the run is in. */
    public MemorySegment bytes() {
        return buffer.bytes();
    }

    /** Where in {@link #bytes} the run begins. */
    public long from() {
        return from;
    }

    /** How many bytes the run has, prefixes and terminators included. */
    public long length() {
        return length;
    }

    /** How many items the run has: at least 1. */
    public int count() {
        return count;
    }

    /** Whether the run is one item whose terminator was missing at the end of the stream. */
    public boolean isCompleted() {
        return completed;
    }

    /** Frees the buffer. */
    @Override
    public void close() {
        buffer.close();
    }
}
