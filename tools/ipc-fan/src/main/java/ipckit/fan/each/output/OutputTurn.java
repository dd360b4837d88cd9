package ipckit.fan.each.output;

import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;

/**
 * The right of one job to write its output. While a job has its turn, no other job writes. The
 * turns come in the order of the records, or in the order in which the jobs ask for them.
 */
final class OutputTurn {
    private final SharedStdout out;
    private final OrderedOutput order;
    private final long number;
    private final long memory;

    /**
     * @param out the lock that a job holds during its turn
     * @param order puts the turns in the order of the records; null for any order
     * @param number the position of the job's record in this run of {@code each}, from 1
     * @param memory the approximate memory in bytes that the job keeps until its turn
     */
    OutputTurn(SharedStdout out, OrderedOutput order, long number, long memory) {
        this.out = out;
        this.order = order;
        this.number = number;
        this.memory = memory;
    }

    /**
     * Runs an action that writes the complete output of the job. If the job must wait for its turn,
     * because earlier jobs have not had their turns, this method returns at once. Another thread
     * then runs the action later.
     */
    void take(Runnable action) {
        if (order == null) {
            runLocked(action);
        } else {
            order.end(number, memory, () -> runLocked(action));
        }
    }

    private void runLocked(Runnable action) {
        out.lock();
        try {
            action.run();
        } finally {
            out.unlock();
        }
    }

    /** Waits until the job has its turn. The turn lasts until this thread calls {@link #end}. */
    void begin() {
        if (order != null) {
            order.awaitTurn(number);
        }
        out.lock();
    }

    /** Runs a last action, and then ends the turn that this thread has begun. */
    void end(Runnable last) {
        try {
            if (order == null) {
                last.run();
            } else {
                order.end(number, memory, last);
            }
        } finally {
            out.unlock();
        }
    }
}
