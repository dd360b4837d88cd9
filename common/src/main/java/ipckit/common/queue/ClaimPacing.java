package ipckit.common.queue;

/**
 * Decides whether a consumer makes a short pause before it looks for new items. If the consumer is
 * as fast as the producer, it finds one or two items at each look. Each look then takes the cache
 * line with the tail away from the producer's processor, and the producer must fetch the line again
 * for its next item. If the consumer pauses for less than a microsecond before each look, it finds
 * dozens of items, and both processes move several times as many items per second.
 *
 * <p>A pause would slow down a producer that waits for a reply of the consumer. Therefore this
 * class measures what is faster. It divides the claims into epochs of {@link #EPOCH_CLAIMS} claims.
 * From time to time, one epoch is a trial: the consumer pauses if it usually does not, and does not
 * pause if it usually does. If the consumer received clearly more items per second in the trial, it
 * continues in this way. After each trial that was not faster, the interval until the next trial
 * doubles, so that trials cost almost nothing.
 *
 * <p>An instance belongs to the thread of its consumer.
 */
final class ClaimPacing {
    private static final int EPOCH_CLAIMS = 256;

    /**
     * The number of pauses of the processor (see {@link Thread#onSpinWait}) in a pause, which takes
     * 0.3 to 0.8 microseconds.
     */
    private static final int SPINS = 16;

    /**
     * An epoch that takes more nanoseconds for each item shows nothing: the consumer has slept, or
     * has lost its processor. Pauses would not pay for such rare items.
     */
    private static final long RARE_NANOS = 1000;

    /** By how much the consumer must be faster with pauses than without, to pause. */
    private static final double GAIN = 1.1;

    private static final int FIRST_INTERVAL = 16;
    private static final int LONGEST_INTERVAL = 1024;

    /** The share of the best earlier result that counts as the result after one more epoch. */
    private static final double DECAY = 0.98;

    private boolean usual;
    private boolean pauses;
    private int claimsLeft = EPOCH_CLAIMS;
    private int epochsLeft = FIRST_INTERVAL;
    private int interval = FIRST_INTERVAL;
    private long begun;
    private long itemsAtBegin;

    /** The items per nanosecond of the usual epochs: the best result, which slowly decays. */
    private double usualRate;

    /** Makes a pause if pauses are faster. A consumer calls this before it looks for new items. */
    void beforeLook() {
        if (pauses) {
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Counts a claim.
     *
     * @param items the number of items that the consumer has acknowledged so far
     */
    void claimed(long items) {
        if (--claimsLeft == 0) {
            endEpoch(items, System.nanoTime());
        }
    }

    /**
     * Ends an epoch, and chooses what the consumer does in the next one.
     *
     * @param now the time in nanoseconds
     */
    void endEpoch(long items, long now) {
        long nanos = now - begun;
        long received = items - itemsAtBegin;
        double rate = (double) received / nanos;
        boolean first = begun == 0;
        begun = now;
        itemsAtBegin = items;
        claimsLeft = EPOCH_CLAIMS;
        if (first) {
            return;
        }
        if (nanos > received * RARE_NANOS) {
            if (pauses) {
                become(false);
            }
        } else if (pauses == usual) {
            usualRate = Math.max(rate, usualRate * DECAY);
            if (--epochsLeft == 0) {
                pauses = !usual;
            }
        } else if (pauses ? rate > usualRate * GAIN : rate * GAIN > usualRate) {
            become(pauses);
            usualRate = rate;
        } else {
            pauses = usual;
            interval = Math.min(2 * interval, LONGEST_INTERVAL);
            epochsLeft = interval;
        }
    }

    /** Makes the pauses, or their absence, usual. */
    private void become(boolean pausing) {
        interval = FIRST_INTERVAL;
        usual = pausing;
        pauses = pausing;
        epochsLeft = interval;
        usualRate = 0;
    }

    /** Returns whether the consumer pauses before the next look. */
    boolean pauses() {
        return pauses;
    }
}
