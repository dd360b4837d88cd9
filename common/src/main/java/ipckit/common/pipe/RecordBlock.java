package ipckit.common.pipe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * A block of complete records, stored in sequence. When a block is filled again, its memory is
 * reused. Only one thread at a time may use a block.
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
     * @return false if this block has no room for the records, in which case this block is
     *     unchanged
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
     * Removes the terminator of the last record if the input had no terminator there and the reader
     * has added one. Afterwards the block contains exactly the bytes of the input.
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
