package ipckit.fan.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;

/** The state of a worker in its {@link RecordDispatcher}, guarded by the dispatcher's lock. */
final class WorkerState {
    final FlowWindow window;

    /** Signalled when the worker's thread should look at this state. */
    final Condition changed;

    /** The batches that the worker was given and has not answered, in that order. */
    final Deque<RecordBatch> unanswered = new ArrayDeque<>();

    /** The number of unanswered records. */
    int records;

    /** The bytes of the unanswered batches. */
    long bytes;

    /** The batch that the worker's thread is to write; null if there is none. */
    RecordBatch toWrite;

    /** Whether the worker's thread waits for a batch. */
    boolean waiting;

    /** Whether there will be no more answers, because the process ends. */
    boolean ended;

    /** Whether an answer has come since the last check. */
    boolean answering;

    /** Whether the worker may have more records although it is to answer a suspect first. */
    boolean starving;

    WorkerState(int maximumWindow, Condition changed) {
        this.window = new FlowWindow(maximumWindow);
        this.changed = changed;
    }

    /** Gives a batch to the worker. */
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

    /** Whether the worker has a suspect record alone, to see whether the record ends it. */
    boolean isOnTrial() {
        return !unanswered.isEmpty() && unanswered.peek().deaths() > 0 && !starving;
    }

    /** Returns to the initial state, for another process. */
    void reset() {
        unanswered.clear();
        records = 0;
        bytes = 0;
        ended = false;
        starving = false;
        window.reset();
    }
}
