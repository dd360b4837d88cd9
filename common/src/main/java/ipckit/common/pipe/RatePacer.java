package ipckit.common.pipe;

import ipckit.common.Deadline;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits items to a steady rate of one item per interval. The first item may pass at once. The
 * pacer computes the due time of each item from the time of the first item. Late wake-ups therefore
 * do not lower the rate. After a delay, overdue items pass without waiting. Their number is at most
 * the number of items that become due in one second.
 *
 * <p>At up to 100 items per second, each item passes separately. At faster rates, the items that
 * become due within 10 ms pass together, so that pacing wakes the thread at most 100 times per
 * second. A pacer belongs to one thread.
 */
public final class RatePacer {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BATCH = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * The largest allowed product of {@link #count} (items per span) and {@link #span} (the length
     * of a span in nanoseconds). The limit keeps every multiplication within the range of a long.
     */
    private static final long MOST = SECOND * SECOND;

    /** The highest rate that a user can choose, in items per second. */
    public static final long MAX_PER_SECOND = 1_000_000_000;

    private final long count;
    private final long span;
    private final LongSupplier clock;
    private final Sleeper sleeper;

    /**
     * The start of the current span, in nanoseconds on the clock of this pacer. A span is a period
     * of {@link #span} nanoseconds in which {@link #count} items become due. The first of them
     * becomes due at the start of the span.
     */
    private long origin;

    /**
     * The number of items that have passed since {@link #origin}. The number is less than {@link
     * #count}, because after each {@link #count} items, {@link #origin} moves forward by {@link
     * #span} nanoseconds.
     */
    private long passed;

    private boolean started;

    /** Sleeps for a number of nanoseconds. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long nanos) throws InterruptedException;
    }

    /**
     * Creates a pacer that lets {@code count} items pass in each span of time.
     *
     * @param count the number of items per span
     * @param span the length of a span in nanoseconds; {@code count * span} must be at most
     *     10<sup>18</sup>
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

    /**
     * Returns the number of items that may pass now, or 0 if the next item is not due yet. Does not
     * count these items as passed.
     */
    public long allowedNow() {
        return Math.max(0, due(clock.getAsLong()) - passed);
    }

    /**
     * Counts items as passed. If the number of items exceeds the result of {@link #allowedNow}, the
     * next {@link #await} sleeps longer, so that the average rate does not rise.
     */
    public void passed(long items) {
        start(clock.getAsLong());
        passed += items;
        long spans = passed / count;
        origin += spans * span;
        passed -= spans * count;
    }

    /**
     * Sleeps until at least one item may pass. At rates above 100 items per second, each sleep
     * lasts until a batch of items may pass. A batch consists of the items that become due within
     * 10 ms.
     *
     * @return true if an item may pass; false if the deadline passed or the thread was interrupted.
     *     The interrupt flag of an interrupted thread remains set
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

    /**
     * Returns how many items have become due between {@link #origin} and {@code now}. After a long
     * delay, only the items of one second may pass at once. Therefore, if the next item is overdue
     * by more than one second, this method first moves {@link #origin} forward, so that the item is
     * overdue by exactly one second.
     */
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

    /**
     * Returns the time in nanoseconds from {@link #origin} until an item is due, rounded up.
     *
     * @param number the number of the item, counted from 0 at {@link #origin}
     */
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
