package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.nio.ByteBuffer;

/**
 * Consecutive records that are given to a worker together. The worker answers the records in their
 * order, and may already have answered the first records.
 */
final class RecordBatch {
    /**
     * A block of input that several batches share. A record of the block is done when a worker has
     * answered it, or when the pool gives it to no further worker. When all records are done, the
     * memory of the block is reused.
     */
    static final class Memory {
        private final RecordBlock block;
        private int pending;

        Memory(RecordBlock block) {
            this.block = block;
        }

        RecordBlock block() {
            return block;
        }

        void release(int records) {
            pending -= records;
        }

        /** Returns whether all records of the block are done. */
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
     * Creates a batch of the records that were added to {@code memory} last.
     *
     * @param first the number of the first record of the batch, counted from 0 in the input
     * @param count the number of records in the batch
     * @param length the total length in bytes of the records in the batch
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

    /**
     * Returns the number of workers that have ended, perhaps because of the first record of this
     * batch. A worker counts if it ended while this record was its oldest unanswered record.
     */
    int deaths() {
        return deaths;
    }

    /** Returns the number of the first unanswered record, counted from 0 in the input. */
    long next() {
        return first + answered;
    }

    /** Returns the number of unanswered records in this batch. */
    int unanswered() {
        return count - answered;
    }

    /** Returns the length of the batch in bytes, including answered records. */
    long length() {
        return to - from;
    }

    /** Returns the bytes of the batch, including answered records. */
    ByteBuffer view() {
        return memory.block.bytes().asSlice(from, to - from).asByteBuffer();
    }

    /**
     * Returns the number of unanswered records that are complete in the first {@code bytes} bytes
     * of the batch.
     */
    int unansweredWithin(long bytes) {
        long end = from + Math.clamp(bytes, 0, length());
        long complete = format.count(memory.block.bytes(), from, end);
        return Math.toIntExact(Math.max(0, complete - answered));
    }

    /** Marks the first {@code records} unanswered records as answered. */
    void addAnswers(int records) {
        answered += records;
    }

    /**
     * Returns a batch of the first {@code records} records of this batch. This batch must have more
     * than {@code records} records, and none of them may be answered.
     */
    RecordBatch head(int records) {
        return part(0, records, deaths);
    }

    /** Returns a batch of all records after the first {@code records} records. */
    RecordBatch tail(int records) {
        return part(records, count, 0);
    }

    /**
     * Returns a batch that consists only of the first unanswered record of this batch. This record
     * is called the suspect, because it may be the reason why a worker ended.
     *
     * @param more the number of workers to add to the count {@link #deaths} of the suspect: 1 if
     *     the worker of this batch has ended, and the suspect may be the reason; otherwise 0
     */
    RecordBatch suspect(int more) {
        return part(answered, answered + 1, (answered == 0 ? deaths : 0) + more);
    }

    /**
     * Returns a batch of the records after the first unanswered record, or null if there are none.
     */
    RecordBatch afterSuspect() {
        return unanswered() == 1 ? null : part(answered + 1, count, 0);
    }

    /** Returns a batch of all unanswered records. */
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
