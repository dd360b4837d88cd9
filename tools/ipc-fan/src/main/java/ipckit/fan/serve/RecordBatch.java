package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.nio.ByteBuffer;

/**
 * Records that follow one another and are given to a worker together. The first of them may have
 * been answered.
 */
final class RecordBatch {
    /** The memory that lots lie in, as long as one of its records is not done with. */
    static final class Memory {
        private final RecordBlock block;
        private int left;

        /** Of a block; no lot is in it yet. */
        Memory(RecordBlock block) {
            this.block = block;
        }

        RecordBlock block() {
            return block;
        }

        /** So many records of it are done with. */
        void free(int records) {
            left -= records;
        }

        /** Whether none is left that is not. */
        boolean isFree() {
            return left == 0;
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
     * What lies last in a memory.
     *
     * @param first the number of its first record
     */
    RecordBatch(Memory memory, RunFormat format, long first, int count, long length) {
        this(memory, format, first, 0);
        this.to = memory.block.from() + memory.block.length();
        this.from = to - length;
        this.count = count;
        memory.left += count;
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

    /** How many workers have ended over its first record. */
    int deaths() {
        return deaths;
    }

    /** The number of its first record that was not answered. */
    long next() {
        return first + answered;
    }

    /** How many records were not answered. */
    int left() {
        return count - answered;
    }

    /** How many bytes it has, of answered records, too. */
    long length() {
        return to - from;
    }

    ByteBuffer view() {
        return memory.block.bytes().asSlice(from, to - from).asByteBuffer();
    }

    void answered(int records) {
        answered += records;
    }

    /** Its first records, so many but not all, for somebody; nothing was answered yet. */
    RecordBatch head(int records) {
        return part(0, records, deaths);
    }

    /** The others. */
    RecordBatch tail(int records) {
        return part(records, count, 0);
    }

    /**
     * The first that was not answered.
     *
     * @param more how many more workers have ended over it
     */
    RecordBatch suspect(int more) {
        return part(answered, answered + 1, (answered == 0 ? deaths : 0) + more);
    }

    /** What comes after that; null if nothing does. */
    RecordBatch afterSuspect() {
        return left() == 1 ? null : part(answered + 1, count, 0);
    }

    /** What was not answered. */
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
