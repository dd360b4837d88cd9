package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A mapped file's memory, for whoever reads and writes words of it without pause. A {@link
 * MemorySegment} asks at every access what kind of segment it is, whether it may be written, how it
 * is aligned and whether its arena lives: twenty instructions around one, and a put makes eight
 * such accesses. Here the one question that is left is whether the offset lies inside.
 *
 * <p>The file's memory stays mapped for as long as this object is used, if the segment's arena is
 * an automatic one; whoever closes an arena must not use its mapping any more. Words are written
 * only where the file was mapped for it: nobody checks that here.
 */
public final class Mapping {
    private final MemorySegment segment;
    private final long address;
    private final long length;

    /** The memory of a native segment, as {@link MappedFile#map} makes it. */
    public Mapping(MemorySegment segment) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("no mapped memory: " + segment);
        }
        this.segment = segment;
        this.address = segment.address();
        this.length = segment.byteSize();
    }

    /** The same memory as a segment. */
    public MemorySegment segment() {
        return segment;
    }

    /** How many bytes it has. */
    public long byteSize() {
        return length;
    }

    /** Copies {@code count} bytes of {@code source} at {@code from} to {@code offset}. */
    public void copyFrom(MemorySegment source, long from, long offset, long count) {
        long to = address + Objects.checkFromIndexSize(offset, count, length);
        MemorySegment.copy(source, from, Words.MEMORY, to, count);
    }

    /**
     * Writes what was changed to the disk, and waits until it is there.
     *
     * @throws IpcException IO
     */
    public void force() {
        try {
            segment.force();
        } catch (UncheckedIOException e) {
            throw new IpcException(
                    Category.IO, "cannot write to the disk: " + e.getCause().getMessage(), e);
        }
    }

    /** Where the word of so many bytes at {@code offset} is. */
    long at(long offset, int bytes) {
        return address + Objects.checkIndex(offset, length - (bytes - 1));
    }
}
