package ipckit.common.pipe;

import ipckit.common.Deadline;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets items pass at a steady rate. Item k is due k intervals after the first, which may go at
 * once: instants are computed from the beginning and not from the last sleep, so that late wake-ups
 * do not add up. Who falls behind (the buffer was full) may catch up on one second, the rest is
 * forgotten.
 *
 * <p>Up to 100 items a second go one by one; faster rates let go what 10 ms are worth, so that
 * pacing never wakes more than 100 times a second. For one thread.
 */
public final class RatePacer {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BATCH = TimeUnit.MILLISECONDS.toNanos(10);

    /** Items times nanoseconds of a rate must not exceed this: products must fit a long. */
    private static final long MOST = SECOND * SECOND;

    /** The highest rate. */
    public static final long MAX_PER_SECOND = 1_000_000_000;

    private final long count;
    private final long span;
    private final LongSupplier clock;
    private final Sleeper sleeper;

    /** When item 0 of the current count is due. */
    private long origin;

    /** Items let go since {@link #origin}; kept below one span's worth. */
    private long passed;

    private boolean started;

    /** Sleeps for a number of nanoseconds. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    /**
     * @param count how many items may go
     * @param span in how many nanoseconds; {@code count * span} is at most 10<sup>18</sup>
     */
    public RatePacer(long count, long span) {
        this(count, span, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    RatePacer(long count, long span, LongSupplier clock, Sleeper sleeper) {
        if (count < 1 || span < 1 || count > MOST / span) {
            throw new IllegalArgumentException("rate " + count + " in " + span + " ns");
        }
        this.count = count;
        this.span = span;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** How many items may go now; 0 if the next is not due yet. Does not take them. */
    public long allowedNow() {
        return Math.max(0, due(clock.getAsLong()) - passed);
    }

    /** Records that {@code items} went; more than were allowed is paid for by a longer wait. */
    public void passed(long items) {
        start(clock.getAsLong());
        passed += items;
        long spans = passed / count;
        origin += spans * span;
        passed -= spans * count;
    }

    /**
     * Sleeps until at least one item may go, or a batch at high rates.
     *
     * @return false if the deadline came first or the thread was interrupted (its flag is set
     *     again)
     */
    public boolean await(Deadline deadline) {
        while (allowedNow() == 0) {
            long left = deadline.remainingNanos();
            if (left == 0) {
                return false;
            }
            try {
                sleeper.sleep(Math.min(left, nanosUntilWorthWaking()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private long nanosUntilWorthWaking() {
        long batch = Math.max(1, BATCH <= span ? count * BATCH / span : count * (BATCH / span));
        return Math.max(1, origin + dueAt(passed + batch - 1) - clock.getAsLong());
    }

    /** Items due up to {@code now}, counted from {@link #origin}. */
    private long due(long now) {
        start(now);
        long behind = now - origin - dueAt(passed) - SECOND;
        if (behind > 0) {
            origin += behind;
        }
        long elapsed = now - origin;
        if (elapsed < 0) {
            return 0;
        }
        return elapsed / span * count + elapsed % span * count / span + 1;
    }

    /** Nanoseconds from {@link #origin} to when item {@code number} is due, rounded up. */
    private long dueAt(long number) {
        return number / count * span + (number % count * span + count - 1) / count;
    }

    private void start(long now) {
        if (!started) {
            started = true;
            origin = now;
        }
    }
}
