package ipckit.fan.each;

import ipckit.common.Uninterrupted;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a minimum time between the starts of jobs. If this time is not zero, also lets jobs start
 * in the order of their records. This class is safe for several threads.
 */
final class StartPacer {
    private final long nanos;
    private long next = System.nanoTime();
    private long started;
    private boolean stopped;

    StartPacer(Duration delay) {
        this.nanos = delay.toNanos();
    }

    /**
     * Waits until the first try of a job may start. If the minimum time between starts is zero,
     * does not wait. Otherwise waits until the jobs of all earlier records have started, and then
     * until the minimum time since the previous start has passed. Must be called exactly once for
     * each job, because the calls for later records wait for this call.
     *
     * @param position the position of the job's record in this run of {@code each}, from 1
     * @return false if no more jobs may start
     */
    synchronized boolean awaitFirst(long position) {
        while (nanos > 0 && started < position - 1 && !stopped) {
            Uninterrupted.await(this::wait);
        }
        boolean mayStart = await();
        started++;
        notifyAll();
        return mayStart;
    }

    /**
     * Waits until the minimum time since the previous start has passed. If several threads call
     * this method, they return one by one, at least the minimum time apart.
     *
     * @return false if no more jobs may start
     */
    synchronized boolean await() {
        for (long left = left(); left > 0 && !stopped; left = left()) {
            long limit = left;
            Uninterrupted.await(() -> TimeUnit.NANOSECONDS.timedWait(this, limit));
        }
        next = System.nanoTime() + nanos;
        return !stopped;
    }

    private long left() {
        return nanos == 0 ? 0 : next - System.nanoTime();
    }

    /**
     * Prevents the start of more jobs. All current and later calls of {@link #awaitFirst} and
     * {@link #await} return false.
     */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
