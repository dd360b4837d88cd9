package ipckit.common.pipe;

import ipckit.common.IpcException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Native memory that read(2) fills at its end and a cutter empties at its start. What is left over
 * moves to the front before the next read: it is part of one item at most, so that each byte moves
 * at most once, and small reads keep using the same few cache-warm pages.
 */
final class ReadBuffer implements AutoCloseable {
    private final ReadableByteChannel in;
    private final long capacity;
    private final long maxCapacity;

    /** Null when the memory may go elsewhere, and stays as long as the process does. */
    private Arena arena;

    private MemorySegment bytes;
    private ByteBuffer view;
    private long start;
    private long end;
    private boolean ended;

    ReadBuffer(ReadableByteChannel in, long capacity, long maxCapacity) {
        this(in, capacity, maxCapacity, Arena.ofConfined());
    }

    private ReadBuffer(ReadableByteChannel in, long capacity, long maxCapacity, Arena arena) {
        this.in = in;
        this.capacity = capacity;
        this.maxCapacity = Math.max(capacity, maxCapacity);
        this.arena = arena;
        use(allocate(capacity));
    }

    /** One that several threads may use in turn, and whose memory {@link #handOver} exchanges. */
    static ReadBuffer shared(ReadableByteChannel in, long capacity, long maxCapacity) {
        return new ReadBuffer(in, capacity, maxCapacity, null);
    }

    /** The memory; another one after a {@link #fill} or {@link #append} that had to grow it. */
    MemorySegment bytes() {
        return bytes;
    }

    /** Where the first byte not yet consumed is. */
    long start() {
        return start;
    }

    /** Behind the last byte that was read. */
    long end() {
        return end;
    }

    /** Consumes everything before {@code position}. */
    void consume(long position) {
        start = position;
    }

    /**
     * Blocks in one read(2) for at least one more byte, making room before. False at the end of the
     * stream.
     */
    boolean fill() {
        if (ended) {
            return false;
        }
        makeRoom();
        view.limit(view.capacity()).position((int) end);
        try {
            int n = in.read(view);
            for (int tries = 0; n == 0; tries++) {
                NonBlockingRetry.pause(tries);
                n = in.read(view);
            }
            ended = n < 0;
            end += Math.max(0, n);
        } catch (IOException e) {
            throw new IpcException(
                    IpcException.Category.IO, "cannot read the input: " + e.getMessage(), e);
        }
        return !ended;
    }

    /** Adds a byte as if it had been read. */
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
                    "not enough memory to read an item of more than " + end + " bytes",
                    e);
        }
    }

    private void use(MemorySegment memory) {
        bytes = memory;
        view = memory.asByteBuffer();
    }

    /**
     * Consumes everything before a position and hands it over. Of what is handed over and what is
     * left the shorter is copied; the longer stays where it is.
     *
     * @param target whose memory, if it has any, is used on
     */
    void handOver(RecordBlock target, long position) {
        long length = position - start;
        long rest = end - position;
        MemorySegment spare = target.memory();
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
