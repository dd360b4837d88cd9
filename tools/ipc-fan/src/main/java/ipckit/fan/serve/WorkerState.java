package ipckit.fan.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;

/** What {@link RecordDispatcher} knows of a worker; under its lock. */
final class WorkerState {
    final FlowWindow allowance;
    final Condition turn;

    /** What it was given and has not answered, in that order. */
    final Deque<RecordBatch> unanswered = new ArrayDeque<>();

    /** How many records those are, and how many bytes. */
    int records;

    long bytes;

    /** Given to it, and to be written by its thread. */
    RecordBatch toWrite;

    /** Whether its thread waits for something to write. */
    boolean waits;

    /** Whether there will be no more answers: the process has ended, or is to. */
    boolean over;

    /** Whether an answer has come since somebody looked. */
    boolean heard;

    /** Whether it may have more though it was to answer a suspect first. */
    boolean hungers;

    WorkerState(int window, Condition turn) {
        this.allowance = new FlowWindow(window);
        this.turn = turn;
    }

    void give(RecordBatch lot, long now) {
        if (records == 0) {
            allowance.begins(now);
        }
        unanswered.add(lot);
        records += lot.left();
        bytes += lot.length();
        toWrite = lot;
        hungers = false;
        turn.signal();
    }

    /** Whether it has a record alone, to see whether that ends it. */
    boolean isOnTrial() {
        return !unanswered.isEmpty() && unanswered.peek().deaths() > 0 && !hungers;
    }

    void begin() {
        unanswered.clear();
        records = 0;
        bytes = 0;
        over = false;
        hungers = false;
        allowance.anew();
    }
}
