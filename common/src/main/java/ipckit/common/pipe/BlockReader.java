package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.nio.channels.ReadableByteChannel;

/**
 * Cuts a stream of bytes into blocks of whole records, each in memory of its own, so that others
 * use it while the next is read. For several threads, of which one at a time reads.
 *
 * <p>The memory of blocks stays with the process: fill them again.
 */
public final class BlockReader {
    private static final long LEAST_READ = 64 << 10;
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    private final ReadBuffer buffer;
    private final ItemSplitter cutter;
    private final long size;
    private final boolean full;
    private long before;

    /**
     * @param in blocking; not closed by this class
     * @param framing what a record is
     * @param size how many bytes a block has at most, unless a single record is longer
     * @param full whether to read on until a block is full, as far as the records let it; otherwise
     *     one is there as soon as a read has brought a whole record
     */
    public BlockReader(ReadableByteChannel in, Framing framing, long size, boolean full) {
        this.size = Math.min(size, LARGEST);
        this.full = full;
        buffer = ReadBuffer.shared(in, Math.max(LEAST_READ, this.size), LARGEST + Integer.BYTES);
        cutter = ItemSplitter.of(framing, LARGEST, this.size);
    }

    /**
     * Fills a block; waits for the stream. A last record without its terminator is given one.
     *
     * @return false at the end of the stream
     * @throws IpcException UNUSABLE at a record that is too long and a frame that is cut short; IO
     */
    public boolean next(RecordBlock block) {
        while (full && buffer.end() - buffer.start() < size && buffer.fill()) {
            // until it is full
        }
        do {
            if (take(block, cutter.cut(buffer, before), false)) {
                return true;
            }
        } while (buffer.fill());
        long read = buffer.end();
        long end = cutter.cutRest(buffer, before);
        return take(block, end, buffer.end() > read);
    }

    private boolean take(RecordBlock block, long end, boolean completed) {
        if (end == ItemSplitter.NONE) {
            return false;
        }
        before += cutter.count;
        buffer.handOver(block, end);
        block.holds(cutter.count, completed);
        return true;
    }
}
