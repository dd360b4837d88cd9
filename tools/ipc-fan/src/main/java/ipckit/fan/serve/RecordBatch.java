package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.nio.ByteBuffer;

/** Consecutive records that a worker is given together; the first of them may be answered. */
final class RecordBatch {
    /**
     * A block of input that several batches share. Its memory is reused when all its records are
     * done.
     */
    static final class Memory {
        private final RecordBlock block;
        private int pending;

        /** Wraps a block that no batch uses yet. */
        Memory(RecordBlock block) {
            this.block = block;
        }

        RecordBlock block() {
            return block;
        }

        /** Marks a number of records as done. */
        void release(int records) {
            pending -= records;
        }

        /** Whether all records are done. */
        boolean isFree() {
            return pending == 0;
        }
    }

    private final Memory memory;
    private final RunFormat format;
    private final long first;
    private final int deaths;
    private long from;
    private long to;
    private int count;
    private int answered;

    /**
     * Makes a batch of the last {@code count} records, or {@code length} bytes, of a memory.
     *
     * @param first the number of its first record
     */
    RecordBatch(Memory memory, RunFormat format, long first, int count, long length) {
        this(memory, format, first, 0);
        this.to = memory.block.from() + memory.block.length();
        this.from = to - length;
        this.count = count;
        memory.pending += count;
    }

    private RecordBatch(Memory memory, RunFormat format, long first, int deaths) {
        this.memory = memory;
        this.format = format;
        this.first = first;
        this.deaths = deaths;
    }

    Memory memory() {
        return memory;
    }

    /** Returns how many workers ended while its first record was their first unanswered one. */
    int deaths() {
        return deaths;
    }

    /** Returns the number of its first unanswered record. */
    long next() {
        return first + answered;
    }

    /** Returns the number of unanswered records. */
    int unanswered() {
        return count - answered;
    }

    /** Returns its length in bytes, answered records included. */
    long length() {
        return to - from;
    }

    /** Returns its bytes. */
    ByteBuffer view() {
        return memory.block.bytes().asSlice(from, to - from).asByteBuffer();
    }

    /** Marks the next {@code records} records as answered. */
    void addAnswers(int records) {
        answered += records;
    }

    /** Returns the first {@code records} records, fewer than all, of a batch without answers. */
    RecordBatch head(int records) {
        return part(0, records, deaths);
    }

    /** Returns the records after {@link #head}. */
    RecordBatch tail(int records) {
        return part(records, count, 0);
    }

    /**
     * Returns the first unanswered record, which may have ended the worker.
     *
     * @param more how many workers to add to its {@link #deaths}
     */
    RecordBatch suspect(int more) {
        return part(answered, answered + 1, (answered == 0 ? deaths : 0) + more);
    }

    /** Returns the records after {@link #suspect}; null if there are none. */
    RecordBatch afterSuspect() {
        return unanswered() == 1 ? null : part(answered + 1, count, 0);
    }

    /** Returns all unanswered records. */
    RecordBatch rest() {
        return answered == 0 ? this : part(answered, count, 0);
    }

    private RecordBatch part(int begin, int end, int deathsBefore) {
        RecordBatch part = new RecordBatch(memory, format, first + begin, deathsBefore);
        part.from = format.endOfNth(memory.block.bytes(), from, to, begin);
        part.to =
                end == count
                        ? to
                        : format.endOfNth(memory.block.bytes(), part.from, to, end - begin);
        part.count = end - begin;
        return part;
    }
}
