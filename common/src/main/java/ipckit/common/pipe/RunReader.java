package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a stream in runs. A run is a sequence of complete items. {@link #next} returns as soon as
 * the buffer contains at least one complete item. Therefore a line typed at a terminal does not
 * wait for the next line. Usually a run consists of all complete items in the buffer. Therefore a
 * large file is read in long runs, which almost fill the buffer.
 *
 * <p>A run is a view of the memory that read(2) has filled. The view is valid until the next call
 * of {@link #next}. The items in a run have the terminators or length prefixes of the stream. A run
 * has at most {@link #PREFERRED} bytes, or consists of one longer item. An item with {@linkplain
 * FrameMetadata metadata} is a run of its own. A reader belongs to the thread that creates it.
 */
public final class RunReader implements AutoCloseable {
    /**
     * The size of the read buffer and the largest size of a run (a sequence of complete items), in
     * bytes. Only a run of a single item may be longer. A producer copies each run into a buffer in
     * shared memory, and must divide a run that takes more than a quarter of that buffer. By
     * default, the buffer has 1 MiB. Therefore this value is a little less than a quarter of 1 MiB.
     */
    public static final long PREFERRED = 252 << 10;

    /**
     * The largest size of an item in bytes. An int must be able to hold the length of an item with
     * its prefix, and one array must be able to hold the bytes of the item.
     */
    private static final long LARGEST_ITEM = Integer.MAX_VALUE - 64;

    private final ReadBuffer buffer;
    private final ItemSplitter splitter;
    private long from;
    private long length;

    /**
     * Creates a reader of a stream.
     *
     * @param in a blocking stream, which this class does not close
     * @param framing the way in which the stream separates items
     * @param maxItem the largest size of an item in bytes, without terminator or prefix
     */
    public RunReader(ReadableByteChannel in, Framing framing, long maxItem) {
        this(in, framing, maxItem, PREFERRED);
    }

    RunReader(ReadableByteChannel in, Framing framing, long maxItem, long preferred) {
        if (maxItem < 0) {
            throw new IllegalArgumentException("maxItem " + maxItem);
        }
        long largest = Math.min(maxItem, LARGEST_ITEM);
        long largestFrame = Math.max(largest, FrameMetadata.MOST_BYTES) + FrameFormat.PREFIX;
        buffer = new ReadBuffer(in, preferred, largestFrame, false);
        splitter = ItemSplitter.of(framing, largest, preferred);
    }

    /**
     * Moves to the next run, which is a sequence of complete items. Blocks until at least one
     * complete item is read.
     *
     * @return true if the reader has moved to a run; false at the end of the stream
     * @throws IpcException IO if reading fails; UNUSABLE if an item is too long, if its metadata is
     *     malformed, or if the stream ends within a frame. The message of UNUSABLE contains the
     *     number of the item. All items before this item were in earlier runs. After UNUSABLE, a
     *     further call fails in the same way
     */
    public boolean next() {
        length = 0;
        long end = splitter.next(buffer);
        if (end == ItemSplitter.NONE) {
            return false;
        }
        from = buffer.start();
        length = end - from;
        // The memory of consumed bytes is overwritten only when the buffer is filled again, so the
        // items stay valid until the next call.
        buffer.consume(end);
        return true;
    }

    /** Returns the memory that contains the items that {@link #next} read last. */
    public MemorySegment bytes() {
        return buffer.bytes();
    }

    /** Returns the offset in {@link #bytes} of the items that {@link #next} read last. */
    public long from() {
        return from;
    }

    /**
     * Returns the length in bytes of the items that {@link #next} read last, including prefixes and
     * terminators.
     */
    public long length() {
        return length;
    }

    /** Returns the number of items that {@link #next} read last, at least 1. */
    public int count() {
        return splitter.count;
    }

    /**
     * Returns the metadata of the item that {@link #next} read last; {@link FrameMetadata#NONE} if
     * the item has none, or if {@link #next} read several items.
     */
    public FrameMetadata metadata() {
        return splitter.metadata();
    }

    /**
     * Returns whether the reader has added a terminator to the item that {@link #next} read last,
     * because the stream ended without a terminator.
     */
    public boolean isCompleted() {
        return splitter.completed;
    }

    /** Frees the buffer. */
    @Override
    public void close() {
        buffer.close();
    }
}
