package ipckit.prodcons.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a cache line takes from one processor to another and back: the figure that every
 * exchange through shared memory hangs on, and that differs between machines, and on some from
 * minute to minute.
 */
final class CacheLineLatency {
    private static final long NANOS = 100_000_000;
    private static final int PART = 16;

    private final AtomicLong word = new AtomicLong();

    private CacheLineLatency() {}

    /** The median in nanoseconds, or NaN where there is only one processor. */
    static double roundTripNanos() {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return Double.NaN;
        }
        return new CacheLineLatency().measure();
    }

    private double measure() {
        Thread other = Thread.ofPlatform().daemon().start(this::answer);
        long end = System.nanoTime() + NANOS;
        double best = Double.POSITIVE_INFINITY;
        long number = 1;
        // The best part, not the mean: a part in which a thread was off its processor says nothing.
        for (long now = System.nanoTime(); now < end; ) {
            for (int i = 0; i < PART; i++, number += 2) {
                word.setRelease(number);
                while (word.getAcquire() != number + 1) {
                    if (!other.isAlive()) {
                        return Double.NaN;
                    }
                }
            }
            long then = System.nanoTime();
            best = Math.min(best, (double) (then - now) / PART);
            now = then;
        }
        word.setRelease(-1);
        return best;
    }

    private void answer() {
        for (long seen = 0; seen >= 0; ) {
            long now = word.getAcquire();
            if (now != seen && (now & 1) == 1) {
                seen = now + 1;
                word.setRelease(seen);
            } else if (now < 0) {
                seen = now;
            }
        }
    }
}
