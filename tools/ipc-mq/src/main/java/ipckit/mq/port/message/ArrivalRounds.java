package ipckit.mq.port.message;

import ipckit.common.Deadline;

import java.util.concurrent.TimeUnit;

/**
 * Lets one thread wait for a message in any of several ports. Each port has a {@linkplain PortWatch
 * watching thread}. The wait is divided into rounds: a watching thread that has seen a message does
 * nothing until the next round begins. Otherwise it would see the same message again at once.
 */
final class ArrivalRounds {
    private long round;
    private boolean arrived;

    /** Begins a round, and waits until a watching thread sees a message or the deadline passes. */
    synchronized void await(Deadline deadline) {
        round++;
        arrived = false;
        notifyAll();
        try {
            while (!arrived) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos());
                if (left == 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait of the present round, because a watching thread has seen a message. */
    synchronized void arrived() {
        arrived = true;
        notifyAll();
    }

    /**
     * Waits until a new round begins, for at most {@code millis} milliseconds. Returns the number
     * of the present round.
     *
     * @param seen the number of the last round that the caller knows
     */
    synchronized long awaitRound(long seen, long millis) {
        try {
            if (round == seen) {
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return round;
    }
}
