package ipckit.common.sync;

import java.util.function.BooleanSupplier;

/**
 * How long to look before sleeping: some microseconds, where somebody else can run meanwhile, and
 * longer while that pays.
 *
 * <p>A partner who sleeps answers only after the time that it takes to wake him, which is longer
 * than a short look; so two who answer each other would both sleep for ever after, however fast
 * they are when awake. Whoever is woken so soon that a long look would have caught it makes long
 * looks from then on, until one is in vain: the partner has become slow, or a busy neighbour has
 * his processor. Then no long look is made for a while, and for twice as long the next time: what
 * is spun away in vain stays a small part of the time.
 *
 * <p>For one thread.
 */
public final class SpinWait {
    /** Pauses of a short look: some microseconds. */
    static final int PAUSES = Runtime.getRuntime().availableProcessors() > 1 ? 150 : 0;

    /** A long look: what it takes to wake a process on another, idle processor, and some more. */
    private static final long LONG_NANOS = 50_000;

    private static final int PAUSES_BETWEEN_CLOCKS = 16;
    private static final long FIRST_REST_NANOS = 1_000_000;
    private static final long LONGEST_REST_NANOS = 100_000_000;

    private boolean looksLong;

    /** When the last look that was in vain, or needed to be long, was made. */
    private long since;

    /** When the last long look that was in vain ended, and how long none is made after it. */
    private long failed = System.nanoTime() - LONGEST_REST_NANOS;

    private long rest = FIRST_REST_NANOS;

    /** Looks for a while; whether {@code ready} came true. */
    public boolean sees(BooleanSupplier ready) {
        if (PAUSES == 0) {
            return false;
        }
        if (seesIn(PAUSES, ready)) {
            return true;
        }
        since = System.nanoTime();
        return looksLong && seesLong(ready);
    }

    private boolean seesLong(BooleanSupplier ready) {
        long now;
        do {
            if (seesIn(PAUSES_BETWEEN_CLOCKS, ready)) {
                return true;
            }
            now = System.nanoTime();
        } while (now - since < LONG_NANOS);
        looksLong = false;
        boolean paid = now - failed > 2 * LONGEST_REST_NANOS;
        rest = paid ? FIRST_REST_NANOS : Math.min(2 * rest, LONGEST_REST_NANOS);
        failed = now;
        return false;
    }

    private static boolean seesIn(int pauses, BooleanSupplier ready) {
        for (int left = pauses; left > 0; left--) {
            if (ready.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** A sleep after a look in vain has ended, because somebody woke us. */
    public void woken() {
        if (PAUSES > 0 && !looksLong) {
            long now = System.nanoTime();
            looksLong = now - since < LONG_NANOS && now - failed > rest;
        }
    }
}
