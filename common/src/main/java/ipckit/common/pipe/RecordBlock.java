package ipckit.common.pipe;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Whole records that lie one after the other in memory of their own, which is used again when the
 * block is filled again. Belongs to one thread at a time.
 */
public final class RecordBlock {
    private MemorySegment memory;
    private long from;
    private long length;
    private int count;
    private boolean completed;

    /** For a reader to fill. */
    public RecordBlock() {}

    /** Null if it has never had any. */
    MemorySegment memory() {
        return memory;
    }

    void set(MemorySegment where, long first, long bytes) {
        memory = where;
        from = first;
        length = bytes;
    }

    void holds(int records, boolean lastCompleted) {
        count = records;
        completed = lastCompleted;
    }

    /** The memory that the records are in. */
    public MemorySegment bytes() {
        return memory;
    }

    /** Where in {@link #bytes} they begin. */
    public long from() {
        return from;
    }

    /** How many bytes they have, prefixes and terminators included. */
    public long length() {
        return length;
    }

    /** How many records there are. */
    public int count() {
        return count;
    }

    /** Takes records off its beginning: so many, in so many bytes. */
    public void drop(int records, long bytes) {
        from += bytes;
        length -= bytes;
        count -= records;
    }

    /**
     * Takes over a copy of what another one has, behind what it has itself.
     *
     * @return false if there is no room: then nothing is changed
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

    /** Leaves out the last record's terminator if that was not in the stream. */
    public void leaveAsRead() {
        if (completed) {
            completed = false;
            length--;
        }
    }

    /** A view of the records. */
    public ByteBuffer view() {
        return memory.asSlice(from, length).asByteBuffer();
    }
}
