package ipckit.mq.task;

import ipckit.common.Deadline;

/**
 * Counts the suspensions of a task. A task has any number of suspensions without a time limit, as
 * in Mach, and at most one suspension with a time limit. The task is suspended while it has any
 * suspension. Instants are values of {@link System#nanoTime}. This class is safe for several
 * threads.
 *
 * <p>The suspension with a time limit is for a scheduler, which renews it again and again. If the
 * scheduler is killed, the task continues when the limit passes.
 */
final class Suspensions {
    private long unlimited;
    private boolean isLimited;
    private long end;

    /** Adds a suspension without a time limit. */
    synchronized void add() {
        unlimited++;
    }

    /**
     * Adds the suspension with a time limit. If the task already has this suspension, replaces its
     * time limit, even by an earlier one. Takes the suspension back if {@code nanos} is not
     * positive.
     *
     * @param now the present instant, a value of {@link System#nanoTime}
     * @param nanos the time from now to the limit, in nanoseconds
     */
    synchronized void limit(long now, long nanos) {
        isLimited = nanos > 0;
        end = now + nanos;
    }

    /**
     * Takes back a suspension without a time limit. If the task has none, takes back the suspension
     * with a time limit.
     *
     * @return false if the task has no suspension
     */
    synchronized boolean takeBack() {
        if (unlimited > 0) {
            unlimited--;
            return true;
        }
        boolean was = isLimited;
        isLimited = false;
        return was;
    }

    /**
     * Takes back the suspension with a time limit if the limit has passed.
     *
     * @param now the present instant, a value of {@link System#nanoTime}
     * @return whether a suspension was taken back
     */
    synchronized boolean expire(long now) {
        if (!isLimited || now - end < 0) {
            return false;
        }
        isLimited = false;
        return true;
    }

    /** Returns the number of suspensions. */
    synchronized long count() {
        return unlimited + (isLimited ? 1 : 0);
    }

    /** Returns the instant at which {@link #expire} must be called next. */
    synchronized Deadline deadline() {
        return isLimited ? new Deadline(Deadline.Kind.AT, end) : Deadline.NEVER;
    }
}
