package ipckit.fan.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;

/**
 * The state that a {@link RecordDispatcher} keeps for a worker, guarded by the dispatcher's lock.
 */
final class WorkerState {
    final FlowWindow window;

    /** Wakes the worker's thread, which waits for a batch. */
    final Condition changed;

    /**
     * The batches that the worker has not fully answered, in the order in which the worker was
     * given the batches.
     */
    final Deque<RecordBatch> unanswered = new ArrayDeque<>();

    /** The number of records that the worker has not answered. */
    int records;

    /**
     * The total length in bytes of the batches in {@link #unanswered}, including their answered
     * records.
     */
    long bytes;

    /** The batch that the worker's thread must write to the worker next, or null for none. */
    RecordBatch toWrite;

    /** Whether the worker's thread waits for a batch. */
    boolean waiting;

    /** Whether the worker is ending and will give no more answers. */
    boolean ended;

    /**
     * Whether the worker has answered since the last call of {@link RecordDispatcher#feedStarving}.
     */
    boolean answering;

    /**
     * Whether the worker has read all of its records and does not answer. Such a worker may be
     * waiting for more input. Therefore it may receive another batch, even if it has a suspect: a
     * record that may have been the reason why an earlier worker ended. A worker that is not
     * starving must answer a suspect before it receives another batch.
     */
    boolean starving;

    WorkerState(int maximumWindow, Condition changed) {
        this.window = new FlowWindow(maximumWindow);
        this.changed = changed;
    }

    void give(RecordBatch batch, long now) {
        if (records == 0) {
            window.startRound(now);
        }
        unanswered.add(batch);
        records += batch.unanswered();
        bytes += batch.length();
        toWrite = batch;
        starving = false;
        changed.signal();
    }

    /**
     * Returns whether the worker must answer its first unanswered record before it receives another
     * record. That is the case if an earlier worker ended while answering this first record. If
     * this worker ends too, then only this record can be the cause. Returns false for a {@link
     * #starving} worker, which may need another record before it answers.
     */
    boolean isOnTrial() {
        return !unanswered.isEmpty() && unanswered.peek().deaths() > 0 && !starving;
    }

    /**
     * Returns the number of unanswered records that the worker has read completely.
     *
     * @param neverRead the number of bytes that the worker was given and has not read; these are
     *     the last bytes of its records
     */
    int unansweredRead(long neverRead) {
        int count = 0;
        long left = neverRead;
        for (Iterator<RecordBatch> i = unanswered.descendingIterator(); i.hasNext(); ) {
            RecordBatch batch = i.next();
            count += batch.unansweredWithin(batch.length() - left);
            left = Math.max(0, left - batch.length());
        }
        return count;
    }

    /**
     * Resets this object after the worker's unanswered records have returned to the queue, so that
     * a replacement of the worker can use the object.
     */
    void reset() {
        unanswered.clear();
        records = 0;
        bytes = 0;
        ended = false;
        starving = false;
        window.reset();
    }
}
