package ipckit.common.sync;

import java.util.function.BooleanSupplier;

/**
 * How long a process spins before it sleeps: a few microseconds where a second processor can run
 * another process meanwhile, and longer while that pays.
 *
 * <p>Waking a sleeping partner takes longer than a short spin. So two processes that exchange
 * requests and replies would both sleep at every exchange, however fast they are when awake. A
 * process that is woken so soon that a long spin would have sufficed makes long spins from then on,
 * until one fails: the partner has become slow, or a busy neighbour uses its processor. After a
 * failure it makes no long spin for a while, and for twice as long the next time, so that failed
 * spins stay a small part of the time.
 *
 * <p>For one thread.
 */
public final class SpinWait {
    /** Pauses of a short spin, which takes a few microseconds. */
    static final int PAUSES = Runtime.getRuntime().availableProcessors() > 1 ? 150 : 0;

    /** A long spin: a little more than it takes to wake a process on an idle processor. */
    private static final long LONG_NANOS = 50_000;

    private static final int PAUSES_BETWEEN_CLOCKS = 16;
    private static final long FIRST_REST_NANOS = 1_000_000;
    private static final long LONGEST_REST_NANOS = 100_000_000;

    private boolean spinsLong;

    /** When the last short spin failed. */
    private long since;

    /** When the last long spin failed. */
    private long failed = System.nanoTime() - LONGEST_REST_NANOS;

    /** How long no long spin is made after a failed one. */
    private long rest = FIRST_REST_NANOS;

    /** Spins for a while and returns whether {@code ready} became true. */
    public boolean sees(BooleanSupplier ready) {
        if (PAUSES == 0) {
            return false;
        }
        if (seesIn(PAUSES, ready)) {
            return true;
        }
        since = System.nanoTime();
        return spinsLong && seesInLong(ready);
    }

    private boolean seesInLong(BooleanSupplier ready) {
        long now;
        do {
            if (seesIn(PAUSES_BETWEEN_CLOCKS, ready)) {
                return true;
            }
            now = System.nanoTime();
        } while (now - since < LONG_NANOS);
        spinsLong = false;
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

    /** Notes that a sleep after a failed spin was ended by another process. */
    public void woken() {
        if (PAUSES > 0 && !spinsLong) {
            long now = System.nanoTime();
            spinsLong = now - since < LONG_NANOS && now - failed > rest;
        }
    }
}
