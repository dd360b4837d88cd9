package ipckit.fan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;

/** What {@link Dispatch} knows of a worker; under its lock. */
final class Seat {
    final Allowance allowance;
    final Condition turn;

    /** What it was given and has not answered, in that order. */
    final Deque<Lot> unanswered = new ArrayDeque<>();

    /** How many records those are, and how many bytes. */
    int records;

    long bytes;

    /** Given to it, and to be written by its thread. */
    Lot toWrite;

    /** Whether its thread waits for something to write. */
    boolean waits;

    /** Whether there will be no more answers: the process has ended, or is to. */
    boolean over;

    /** Whether an answer has come since somebody looked. */
    boolean heard;

    /** Whether it may have more though it was to answer a suspect first. */
    boolean hungers;

    Seat(int window, Condition turn) {
        this.allowance = new Allowance(window);
        this.turn = turn;
    }

    void give(Lot lot, long now) {
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
