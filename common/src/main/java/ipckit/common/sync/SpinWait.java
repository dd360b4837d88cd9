package ipckit.common.sync;

import java.util.function.BooleanSupplier;

/**
 * Waits for a condition by spinning. A process spins before it sleeps. If the condition becomes
 * true during the spin, the process does not sleep. On a machine with one processor, a process does
 * not spin. Otherwise the process makes a short spin, which takes a few microseconds. If long spins
 * are likely to succeed, the process continues with a long spin, which takes at most 50 µs.
 *
 * <p>Waking a sleeping process takes longer than a short spin. So with short spins only, two
 * processes that exchange requests and replies would sleep at every exchange, even if both reply
 * quickly. Therefore a process begins to make long spins after a sleep that was shorter than a long
 * spin. The process stops making long spins when one of them fails. The failure shows that the
 * other process has become slow, or has lost its processor to another program.
 *
 * <p>After a failed long spin, a process makes no long spin for a while, at least for 1 ms. Each
 * further failure doubles this pause, up to 100 ms, so that failed spins use little processor time.
 * If the last failure is more than 200 ms ago, the next failure sets the pause to 1 ms again.
 *
 * <p>An instance belongs to one thread.
 */
public final class SpinWait {
    /**
     * The number of pauses (see {@link Thread#onSpinWait}) in a short spin, which takes a few
     * microseconds.
     */
    static final int PAUSES = Runtime.getRuntime().availableProcessors() > 1 ? 150 : 0;

    /**
     * The length of a long spin in nanoseconds. It is a little longer than it takes to wake a
     * process on an idle processor.
     */
    private static final long LONG_NANOS = 50_000;

    private static final int PAUSES_BETWEEN_CLOCKS = 16;
    private static final long FIRST_REST_NANOS = 1_000_000;
    private static final long LONGEST_REST_NANOS = 100_000_000;

    private boolean spinsLong;

    /** The value of {@link System#nanoTime} when the last short spin failed. */
    private long since;

    /** The value of {@link System#nanoTime} when the last long spin failed. */
    private long failed = System.nanoTime() - LONGEST_REST_NANOS;

    /**
     * The length in nanoseconds of the pause after a failed long spin. No long spin is made during
     * this pause.
     */
    private long rest = FIRST_REST_NANOS;

    /**
     * Makes one short spin. If the short spin fails, and a long spin is likely to succeed (see the
     * comment of this class), makes one long spin of at most 50 µs. On a machine with one
     * processor, makes no spin and returns false.
     *
     * @return whether {@code ready} became true during a spin
     */
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

    /**
     * Records that another process has just woken this thread from a sleep that followed a call of
     * {@link #sees}. If the sleep was shorter than a long spin, later calls of {@link #sees} make
     * long spins. This method has no effect during the pause after a failed long spin (see the
     * comment of this class).
     */
    public void woken() {
        if (PAUSES > 0 && !spinsLong) {
            long now = System.nanoTime();
            spinsLong = now - since < LONG_NANOS && now - failed > rest;
        }
    }
}
