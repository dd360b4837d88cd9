package ipckit.fan.serve;

import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RecordBlock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedList;
import java.util.ListIterator;

/**
 * The queue of the records that wait for a worker, in the order of the input. The queue consists of
 * {@linkplain RecordBatch batches}, which are groups of consecutive records. A record is done when
 * a worker has answered it, or when the pool has given it up because too many workers ended while
 * answering it. The backlog reuses the memory of records that are done. The lock of the {@link
 * RecordDispatcher} guards the backlog.
 */
final class RecordBacklog {
    /** The number of queued bytes at which the backlog is full. */
    private static final long AHEAD = 1 << 20;

    /** The length in bytes that is assumed for each record before any record has been read. */
    private static final int FIRST_READ = 64;

    /**
     * The largest size in bytes of a small block. A block contains consecutive records of the
     * input, and its size is the total length of these records. A small block uses only a small
     * part of its memory. To waste less memory, its records are appended to an earlier small block
     * that has room.
     */
    private static final int SMALL = 8 << 10;

    private final RunFormat format;
    private final LinkedList<RecordBatch> queue = new LinkedList<>();
    private final Deque<RecordBlock> spare = new ArrayDeque<>();

    /** The memory to which small blocks are appended; null before the first small block. */
    private RecordBatch.Memory open;

    private long arrived;
    private long arrivedBytes;
    private long records;
    private long bytes;

    RecordBacklog(RunFormat format) {
        this.format = format;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Returns whether the reader of the input must wait until workers have taken records. The
     * reader waits while the queue contains at least {@code ahead / 2} records, or at least {@link
     * #AHEAD} bytes. Therefore each read asks for many records, not for single ones.
     *
     * @param ahead the number of records that the queue should contain
     */
    boolean isFull(long ahead) {
        return bytes >= AHEAD || records > 0 && 2 * records >= ahead;
    }

    /**
     * Returns the number of bytes that the reader should read next. The result is an estimate of
     * the length of the records that are missing in the queue. The estimate assumes that each
     * missing record has the mean length of all records so far.
     *
     * @param ahead the number of records that the queue should contain
     */
    long missingBytes(long ahead) {
        long mean = arrived == 0 ? FIRST_READ : arrivedBytes / arrived + 1;
        return Math.clamp(Math.min(ahead - records, AHEAD) * mean, 1, AHEAD);
    }

    /** Returns the number of queued records. */
    long records() {
        return records;
    }

    /** Returns a new or reused block, which the caller fills with records. */
    RecordBlock spareBlock() {
        return spare.isEmpty() ? new RecordBlock() : spare.pop();
    }

    /**
     * Adds a block of new records at the end of the queue. The caller must not use the block
     * afterwards.
     */
    void add(RecordBlock block) {
        int count = block.count();
        long length = block.length();
        RecordBatch batch = new RecordBatch(memoryFor(block), format, arrived, count, length);
        queue.add(batch);
        count(1, batch);
        arrived += count;
        arrivedBytes += length;
    }

    /**
     * Returns the memory in which the records of a block are kept until they are done. Appends the
     * records of a small block to the memory of earlier small blocks if there is room.
     */
    private RecordBatch.Memory memoryFor(RecordBlock block) {
        if (block.length() > SMALL) {
            return new RecordBatch.Memory(block);
        }
        if (open != null && open.block().append(block)) {
            spare.push(block);
            return open;
        }
        RecordBatch.Memory full = open;
        open = new RecordBatch.Memory(block);
        if (full != null) {
            reuse(full);
        }
        return open;
    }

    private void reuse(RecordBatch.Memory memory) {
        if (memory.isFree() && memory != open) {
            spare.push(memory.block());
        }
    }

    /**
     * Marks more records of a batch as done: the pool no longer needs their bytes. Other batches
     * may have records in the same memory. When all records in the memory are done, the memory is
     * reused.
     *
     * @param done the number of records that are now done, in addition to those of earlier calls
     */
    void release(RecordBatch batch, int done) {
        batch.memory().release(done);
        reuse(batch.memory());
    }

    private void count(int sign, RecordBatch batch) {
        records += sign * batch.unanswered();
        bytes += sign * batch.length();
    }

    /** Returns the first batch of the queue, or null if the queue is empty. */
    RecordBatch first() {
        return queue.peek();
    }

    /**
     * Removes the first batch from the queue and returns it. If the batch has more than {@code
     * most} records, removes and returns only the first {@code most} records.
     */
    RecordBatch poll(int most) {
        RecordBatch batch = queue.poll();
        if (most < batch.unanswered()) {
            queue.push(batch.tail(most));
            batch = batch.head(most);
        }
        count(-1, batch);
        return batch;
    }

    /**
     * Puts a batch of unanswered records back into the queue. The queue stays in the order of the
     * record numbers, because with {@code --keep-order} the answers to later records must wait for
     * the answers to these records.
     */
    void putBack(RecordBatch batch) {
        ListIterator<RecordBatch> place = queue.listIterator();
        while (place.hasNext()) {
            if (place.next().next() > batch.next()) {
                place.previous();
                break;
            }
        }
        place.add(batch);
        count(1, batch);
    }

    /** Discards all queued records. */
    void clear() {
        queue.clear();
        records = 0;
        bytes = 0;
    }
}
