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

    /** Ends the thread that answers. All other values of the word are at least 0. */
    private static final long END = -1;

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
        word.setRelease(END);
        join(other);
        return best;
    }

    /**
     * Waits until the other thread has ended. If it continued to run, it would slow down all later
     * measurements.
     */
    private static void join(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer() {
        long seen = 0;
        for (long now = 0; now != END; now = word.getAcquire()) {
            if (now != seen && (now & 1) == 1) {
                seen = now + 1;
                word.setRelease(seen);
            }
        }
    }
}
