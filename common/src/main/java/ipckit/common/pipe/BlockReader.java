package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.nio.channels.ReadableByteChannel;

/**
 * Reads blocks of whole records from a stream. Each block has its own memory, so that other threads
 * can use it while the next block is read. Several threads may use a reader, but only one at the
 * same time.
 *
 * <p>The memory of a block is never freed. Fill the same block again to reuse its memory.
 */
public final class BlockReader {
    private static final long LEAST_READ = 64 << 10;
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private final ReadBuffer buffer;
    private final ItemSplitter splitter;
    private final long size;
    private final boolean full;

    /**
     * @param in a blocking stream, which this class does not close
     * @param framing the way in which the stream separates records
     * @param size the most bytes of a block, unless a single record is longer
     * @param full true to read until the block has no room for another record; false to return a
     *     block as soon as one read has returned a whole record
     */
    public BlockReader(ReadableByteChannel in, Framing framing, long size, boolean full) {
        this.size = Math.min(size, LARGEST);
        this.full = full;
        long capacity = Math.max(LEAST_READ, this.size);
        buffer = new ReadBuffer(in, capacity, LARGEST + Integer.BYTES, true);
        splitter = ItemSplitter.of(framing, LARGEST, this.size);
    }

    /**
     * Fills a block, and waits for the stream. If the last record has no terminator, the block gets
     * one.
     *
     * @return false at the end of the stream
     * @throws IpcException UNUSABLE if a record is too long or the stream ends within a frame; IO
     *     if reading fails
     */
    public boolean next(RecordBlock block) {
        while (full && buffer.end() - buffer.start() < size && buffer.fill()) {
            // the block may have room for more records
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
