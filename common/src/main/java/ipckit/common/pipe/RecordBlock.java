package ipckit.common.pipe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A block of memory with complete records (items of a stream), one after the other. When the block
 * is filled again, the previous records become invalid. Only one thread at a time may use a block.
 */
public final class RecordBlock {
    private MemorySegment memory;
    private long from;
    private long length;
    private int count;
    private boolean completed;

    /** Creates an empty block, for a {@link BlockReader} to fill. */
    public RecordBlock() {}

    void set(MemorySegment where, long first, long bytes) {
        memory = where;
        from = first;
        length = bytes;
    }

    void holds(int records, boolean lastCompleted) {
        count = records;
        completed = lastCompleted;
    }

    /**
     * Returns the memory that contains the records; null before the block is filled for the first
     * time.
     */
    public MemorySegment bytes() {
        return memory;
    }

    /** Returns the offset of the first record in {@link #bytes}. */
    public long from() {
        return from;
    }

    /** Returns the total number of bytes of all records, including prefixes and terminators. */
    public long length() {
        return length;
    }

    /** Returns the number of records. */
    public int count() {
        return count;
    }

    /**
     * Removes the first records.
     *
     * @param records the number of records to remove
     * @param bytes the total length of the records to remove, in bytes, including prefixes and
     *     terminators
     */
    public void drop(int records, long bytes) {
        from += bytes;
        length -= bytes;
        count -= records;
    }

    /**
     * Appends a copy of the records of another block.
     *
     * @return true if the records were appended; false if this block has no room for the records;
     *     the block is then unchanged
     */
    public boolean append(RecordBlock more) {
        if (from + length + more.length > memory.byteSize()) {
            return false;
        }
        MemorySegment.copy(more.memory, more.from, memory, from + length, more.length);
        length += more.length;
        count += more.count;
        completed = more.completed;
        return true;
    }

    /**
     * Makes the block contain exactly the bytes of the stream. If the stream ended without a
     * terminator, the reader has added a terminator to the last record, and this method removes it.
     */
    public void leaveAsRead() {
        if (completed) {
            completed = false;
            length--;
        }
    }

    /** Returns a view of the records. */
    public ByteBuffer view() {
        return memory.asSlice(from, length).asByteBuffer();
    }
}
