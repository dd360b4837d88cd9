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
    private final long maxCapacity;
    private Arena arena;
    private MemorySegment bytes;
    private ByteBuffer view;
    private long start;
    private long end;
    private boolean ended;

    ReadBuffer(ReadableByteChannel in, long capacity, long maxCapacity) {
        this.in = in;
        this.maxCapacity = Math.max(capacity, maxCapacity);
        allocate(capacity);
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
                NonBlocking.pause(tries);
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
        long capacity = Math.min(maxCapacity, 2 * old.byteSize());
        try {
            allocate(capacity);
        } catch (OutOfMemoryError e) {
            throw new IpcException(
                    IpcException.Category.FAILED,
                    "not enough memory to read an item of more than " + end + " bytes",
                    e);
        }
        MemorySegment.copy(old, 0, bytes, 0, end);
        small.close();
    }

    private void allocate(long capacity) {
        Arena fresh = Arena.ofConfined();
        bytes = fresh.allocate(capacity);
        view = bytes.asByteBuffer();
        arena = fresh;
    }

    @Override
    public void close() {
        arena.close();
    }
}
