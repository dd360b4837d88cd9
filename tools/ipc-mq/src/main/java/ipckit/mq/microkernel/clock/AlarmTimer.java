package ipckit.mq.microkernel.clock;

import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A set of alarms, each of which runs an action at an instant. One thread waits for the earliest
 * alarm, and runs the actions. This class is safe for several threads.
 */
final class AlarmTimer {
    /**
     * @param at the instant in nanoseconds of the monotonic clock
     * @param number the number of alarms that were set before this one
     */
    private record Alarm(String name, long at, long number, Runnable action) {}

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(
                    Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
    private final int most;
    private final Thread thread = new Thread(this::run, "alarms");
    private long next;

    /**
     * @param most the largest number of alarms that have not rung
     */
    AlarmTimer(int most) {
        this.most = most;
        thread.setDaemon(true);
    }

    /** Starts the thread. Each alarm that was set before this call and is due rings at once. */
    void start() {
        thread.start();
    }

    /**
     * Sets an alarm. Alarms ring in the order of their instants, and in the order of the calls if
     * the instants are equal.
     *
     * @param name the name by which the alarm can be cancelled
     * @param at the instant in nanoseconds of the monotonic clock
     * @param action the action, which must be short, because the next alarm waits for its end
     * @return false if there are too many alarms; the alarm is not set then
     */
    boolean set(String name, long at, Runnable action) {
        boolean isFirst;
        synchronized (alarms) {
            if (alarms.size() >= most) {
                return false;
            }
            Alarm alarm = new Alarm(name, at, next++, action);
            alarms.add(alarm);
            isFirst = alarms.peek() == alarm;
        }
        if (isFirst) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    /** Cancels an alarm, unless it has rung. */
    void cancel(String name) {
        synchronized (alarms) {
            alarms.removeIf(alarm -> alarm.name.equals(name));
        }
    }

    private void run() {
        try {
            while (true) {
                Alarm due = takeDue();
                if (due == null) {
                    await();
                } else {
                    due.action.run();
                }
            }
        } catch (UncheckedIOException e) {
            // The kernel has died. The thread that reads requests notices it, too, and ends the
            // process.
        }
    }

    /** Removes the earliest alarm if it is due, and returns it; otherwise returns null. */
    private Alarm takeDue() {
        synchronized (alarms) {
            Alarm first = alarms.peek();
            return first != null && first.at <= System.nanoTime() ? alarms.poll() : null;
        }
    }

    /**
     * Waits until the earliest alarm is due, or until another alarm becomes the earliest. May
     * return early.
     */
    private void await() {
        long at;
        synchronized (alarms) {
            at = alarms.isEmpty() ? Long.MAX_VALUE : alarms.peek().at;
        }
        // If set() adds an earlier alarm after the synchronized block above, the thread does not
        // sleep: set() calls unpark(), so parkNanos() returns at once.
        LockSupport.parkNanos(at - System.nanoTime());
    }
}
