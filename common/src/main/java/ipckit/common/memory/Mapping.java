package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The memory of a mapped file. Access to a word is faster than through a {@link MemorySegment},
 * because this class checks only that the offset lies in the memory. A {@link MemorySegment} also
 * checks, for example, the permission, the alignment and the arena. These checks take about twenty
 * instructions per access.
 *
 * <p>Memory from {@code Arena.ofAuto()} stays mapped as long as this object is reachable. Memory
 * from any other arena must not be accessed after the arena was closed. This class does not prevent
 * writes to memory that was mapped for reading only. Such a write causes a fault.
 */
public final class Mapping {
    private final MemorySegment segment;
    private final long address;
    private final long length;

    /**
     * Wraps the memory of a native segment, for example of a segment from {@link MappedFile#map}.
     */
    public Mapping(MemorySegment segment) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("no mapped memory: " + segment);
        }
        this.segment = segment;
        this.address = segment.address();
        this.length = segment.byteSize();
    }

    /** Returns the memory as a segment. */
    public MemorySegment segment() {
        return segment;
    }

    /** Returns the size in bytes. */
    public long byteSize() {
        return length;
    }

    /**
     * Copies {@code count} bytes to this memory.
     *
     * @param from the offset in {@code source} of the first byte
     * @param offset the offset in this memory to which the first byte is copied
     */
    public void copyFrom(MemorySegment source, long from, long offset, long count) {
        long to = address + Objects.checkFromIndexSize(offset, count, length);
        MemorySegment.copy(source, from, Words.MEMORY, to, count);
    }

    /**
     * Writes all changes to the disk, and waits until the disk has them.
     *
     * @throws IpcException IO when the disk reports an error
     */
    public void force() {
        try {
            segment.force();
        } catch (UncheckedIOException e) {
            throw new IpcException(
                    Category.IO, "cannot write to the disk: " + e.getCause().getMessage(), e);
        }
    }

    /**
     * Returns the address of the word at {@code offset}. Throws an exception if a part of the word
     * lies outside the memory.
     *
     * @param bytes the size of the word in bytes
     */
    long at(long offset, int bytes) {
        return address + Objects.checkIndex(offset, length - (bytes - 1));
    }
}
