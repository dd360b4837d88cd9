package ipckit.common.pipe;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A buffer between a stream and the {@link ItemSplitter} that divides the stream into items. Each
 * read appends bytes at the end of the buffer. The {@link RunReader} or {@link BlockReader} that
 * uses the buffer consumes the bytes of complete items at the start of the buffer. Before each
 * read, the bytes that are not consumed yet are moved to the front of the buffer. Usually these
 * bytes are only a part of one item, so the move takes little time. Because of the move, small
 * reads always use the same memory pages, which stay in the processor's cache.
 */
final class ReadBuffer implements AutoCloseable {
    private final ReadableByteChannel in;

    /** The stream if another thread can stop it; null if no thread can. */
    private final StoppableInput stoppable;

    private final long capacity;
    private final long maxCapacity;

    /**
     * The arena from which this buffer allocates its memory; null if several threads use the
     * buffer. In that case the memory comes from the global arena and is never freed, because
     * {@link #handOver} may give the memory to a {@link RecordBlock}.
     */
    private Arena arena;

    private MemorySegment bytes;
    private ByteBuffer view;
    private long start;
    private long end;
    private boolean ended;

    /**
     * The largest number of bytes that one read may add to the buffer. There is one exception: if
     * the buffer contains more bytes than this limit, one read may double the content.
     */
    private long most = Long.MAX_VALUE;

    /**
     * Creates an empty buffer. Several threads may use a shared buffer, one at a time. Only a
     * shared buffer allows {@link #handOver}. Any other buffer belongs to the calling thread.
     *
     * @param in the stream from which the buffer is filled
     * @param capacity the size of the buffer's memory at first, in bytes
     * @param maxCapacity the largest size of the buffer's memory in bytes, for a long item
     * @param shared whether several threads use the buffer
     */
    ReadBuffer(ReadableByteChannel in, long capacity, long maxCapacity, boolean shared) {
        this.in = in;
        this.stoppable = in instanceof StoppableInput input ? input : null;
        this.capacity = capacity;
        this.maxCapacity = Math.max(capacity, maxCapacity);
        arena = shared ? null : Arena.ofConfined();
        use(allocate(capacity));
    }

    /**
     * Returns the memory of the buffer. A call of {@link #fill} or {@link #append} may replace the
     * memory by larger memory.
     */
    MemorySegment bytes() {
        return bytes;
    }

    /** Returns the offset of the first byte that is not consumed. */
    long start() {
        return start;
    }

    /** Returns the offset after the last byte that was read or appended. */
    long end() {
        return end;
    }

    /** Consumes all bytes before {@code position}. */
    void consume(long position) {
        start = position;
    }

    /**
     * Limits each later read to {@code bytes} bytes. There is one exception: if the buffer already
     * contains more than {@code bytes} bytes of an item, a read may add as many bytes as the buffer
     * contains. Therefore a long item needs few reads.
     */
    void readAtMost(long bytes) {
        most = bytes;
    }

    /**
     * Reads more bytes from the stream, and appends them to the bytes in the buffer. Blocks until
     * at least one byte is read. First makes free space by moving the remaining bytes to the front,
     * or by enlarging the buffer.
     *
     * @return true if at least one byte was read; false at the end of the stream, or if another
     *     thread has stopped the stream
     */
    boolean fill() {
        ended = ended || !read(false);
        return !ended;
    }

    /**
     * Reads one byte from a stream that another thread has stopped. Call this method only while the
     * buffer contains a part of an item, in order to complete the item.
     *
     * @return true if a byte was read; false if the rest of the item does not arrive, or if the
     *     stream has ended by itself
     * @see StoppableInput#readRest
     */
    boolean fillRest() {
        return stoppable != null && read(true);
    }

    /**
     * Reads bytes from the stream, and appends them to the bytes in the buffer. Returns whether at
     * least one byte was read.
     *
     * @param rest true if another thread has stopped the stream; this method then reads one byte by
     *     {@link StoppableInput#readRest}
     */
    private boolean read(boolean rest) {
        makeRoom();
        long room = Math.min(bytes.byteSize() - end, Math.max(most, end - start));
        view.limit((int) (end + room)).position((int) end);
        try {
            int n = readOnce(rest);
            for (int tries = 0; n == 0; tries++) {
                NonBlockingRetry.pause(tries);
                n = readOnce(rest);
            }
            end += Math.max(0, n);
            return n > 0;
        } catch (IOException e) {
            throw new IpcException(
                    IpcException.Category.IO, "cannot read the input: " + e.getMessage(), e);
        }
    }

    private int readOnce(boolean rest) throws IOException {
        return rest ? stoppable.readRest(view) : in.read(view);
    }

    /** Appends a byte, as if the stream had contained the byte. */
    void append(byte b) {
        makeRoom();
        view.put((int) end, b);
        end++;
    }

    private void makeRoom() {
        long rest = end - start;
        if (start > 0) {
            MemorySegment.copy(bytes, start, bytes, 0, rest);
            start = 0;
            end = rest;
        }
        if (end == bytes.byteSize()) {
            grow();
        }
    }

    private void grow() {
        Arena small = arena;
        MemorySegment old = bytes;
        arena = small == null ? null : Arena.ofConfined();
        use(allocate(Math.min(maxCapacity, 2 * old.byteSize())));
        MemorySegment.copy(old, 0, bytes, 0, end);
        if (small != null) {
            small.close();
        }
    }

    private MemorySegment allocate(long size) {
        try {
            return (arena == null ? Arena.global() : arena).allocate(size);
        } catch (OutOfMemoryError e) {
            throw new IpcException(
                    IpcException.Category.FAILED,
                    "not enough memory to read an item of more than " + CountedNoun.of(end, "byte"),
                    e);
        }
    }

    private void use(MemorySegment memory) {
        bytes = memory;
        view = memory.asByteBuffer();
    }

    /**
     * Consumes the bytes before {@code position} and transfers them to a block. There are two ways,
     * and this method chooses the way that copies fewer bytes. The first way copies the consumed
     * bytes to the block's memory. In the second way, this buffer and the block exchange their
     * memory, and the remaining bytes are copied to the new memory of this buffer. If the block's
     * memory is missing or too small, new memory is allocated in its place.
     *
     * @param target the block that receives the bytes
     */
    void handOver(RecordBlock target, long position) {
        long length = position - start;
        long rest = end - position;
        MemorySegment spare = target.bytes();
        if (rest > length) {
            MemorySegment there = atLeast(length, spare);
            MemorySegment.copy(bytes, start, there, 0, length);
            target.set(there, 0, length);
            start = position;
            return;
        }
        MemorySegment here = atLeast(rest, spare);
        MemorySegment.copy(bytes, position, here, 0, rest);
        target.set(bytes, start, length);
        use(here);
        start = 0;
        end = rest;
    }

    private MemorySegment atLeast(long length, MemorySegment spare) {
        long least = Math.max(capacity, length);
        return spare == null || spare.byteSize() < least ? allocate(least) : spare;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
