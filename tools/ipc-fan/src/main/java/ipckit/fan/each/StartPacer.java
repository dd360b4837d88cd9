package ipckit.fan.each;

import ipckit.common.Uninterrupted;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps a minimum time between the starts of jobs. Safe for several threads. */
final class StartPacer {
    private final long nanos;
    private long next = System.nanoTime();

    StartPacer(Duration delay) {
        this.nanos = delay.toNanos();
    }

    /**
     * Waits until the next job may start. If several threads call this method, they return one by
     * one, at least the minimum time apart.
     */
    void await() {
        if (nanos == 0) {
            return;
        }
        synchronized (this) {
            Uninterrupted.await(() -> TimeUnit.NANOSECONDS.sleep(next - System.nanoTime()));
            next = System.nanoTime() + nanos;
        }
    }
}
