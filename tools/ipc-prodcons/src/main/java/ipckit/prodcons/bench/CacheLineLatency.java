package ipckit.prodcons.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the time in which a cache line travels from one processor to another and back. Every
 * exchange through shared memory takes at least this time. The time differs between machines. In a
 * virtual machine, the time can also change while the machine runs.
 */
final class CacheLineLatency {
    private static final long NANOS = 100_000_000;
    private static final int ROUND_TRIPS_PER_SAMPLE = 16;

    private final AtomicLong word = new AtomicLong();

    private CacheLineLatency() {}

    /**
     * Returns the time in which a cache line travels from one processor to another and back, in
     * nanoseconds; NaN on a machine with one processor.
     */
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
        // The result is the minimum of all samples, because an interruption of a thread makes a
        // sample longer.
        for (long now = System.nanoTime(); now < end; ) {
            for (int i = 0; i < ROUND_TRIPS_PER_SAMPLE; i++, number += 2) {
                word.setRelease(number);
                while (word.getAcquire() != number + 1) {
                    if (!other.isAlive()) {
                        return Double.NaN;
                    }
                }
            }
            long then = System.nanoTime();
            best = Math.min(best, (double) (then - now) / ROUND_TRIPS_PER_SAMPLE);
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
