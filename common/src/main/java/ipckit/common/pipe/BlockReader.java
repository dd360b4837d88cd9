package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.nio.channels.ReadableByteChannel;

/**
 * Reads blocks of complete records from a stream. A record is one item of the stream. Each block
 * has its own memory, so that other threads can use a block while the reader reads the next block.
 * Several threads may use a reader, one at a time.
 *
 * <p>The memory of a block is never freed, but it is used again when the caller fills the block
 * again. To avoid copying many bytes into a block, the reader and the block may exchange their
 * memory. The block then gets the reader's buffer, which already contains the records, and the
 * block's old memory becomes the new buffer of the reader.
 *
 * <p>A block contains no {@linkplain FrameMetadata metadata}: the reader skips it.
 */
public final class BlockReader {
    private static final long LEAST_READ = 64 << 10;
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private final ReadBuffer buffer;
    private final ItemSplitter splitter;
    private final long size;
    private final boolean full;

    /**
     * Creates a reader of a stream.
     *
     * @param in a blocking stream, which this class does not close
     * @param framing the way in which the stream separates records
     * @param size the largest size of a block in bytes; a block that consists of one record may be
     *     larger
     * @param full true to fill blocks until there is no room for another record; false to return a
     *     block as soon as the reader has read a complete record
     */
    public BlockReader(ReadableByteChannel in, Framing framing, long size, boolean full) {
        this.size = Math.min(size, LARGEST);
        this.full = full;
        long capacity = Math.max(LEAST_READ, this.size);
        buffer = new ReadBuffer(in, capacity, LARGEST + Integer.BYTES, true);
        splitter = ItemSplitter.of(framing, LARGEST, this.size);
    }

    /**
     * Limits each later read from the stream to {@code bytes} bytes. The reader then takes fewer
     * records at a time from the stream. A longer record is still read completely, by several
     * reads.
     */
    public void readAtMost(long bytes) {
        buffer.readAtMost(bytes);
    }

    /**
     * Fills a block with the next records of the stream. Waits while the stream has no bytes. If
     * the last record of the stream has no terminator, the reader adds the terminator. Another
     * thread can stop a stream that is a {@link StoppableInput}. The reader then completes the
     * record that it has read in part, and this record is the last one.
     *
     * @return true if the block was filled; false at the end of the stream
     * @throws IpcException UNUSABLE if a record is too long, if its metadata is malformed, or if
     *     the stream ends within a frame; IO if reading fails
     */
    public boolean next(RecordBlock block) {
        while (full && buffer.end() - buffer.start() < size && buffer.fill()) {
            // The call of fill() in the condition reads more bytes. The loop ends when the buffer
            // contains enough bytes for a block, or when the stream ends.
        }
        long end = splitter.next(buffer);
        if (end == ItemSplitter.NONE) {
            return false;
        }
        buffer.handOver(block, end);
        block.holds(splitter.count, splitter.completed);
        return true;
    }
}
