package ipckit.fan.serve;

/**
 * The amount of unanswered records that a worker may have. It begins with one record. After a round
 * that was answered within 5 ms it doubles, so that handing over costs little; after a round of
 * more than 50 ms it halves, down to one record in reserve, so that other workers get the rest. A
 * worker that has read everything without answering may hold its answers back until it has more, so
 * its window grows too, up to the maximum.
 *
 * <p>Times are in nanoseconds. Belongs to one thread at a time.
 */
final class FlowWindow {
    /** The unanswered bytes that a worker may have as long as it answers. */
    static final long BYTES = 1 << 20;

    private static final long MOST_BYTES = 64L << 20;
    private static final long QUICK_ROUND = 5_000_000;
    private static final long SLOW_ROUND = 50_000_000;

    private final int maximum;
    private final int minimum;
    private int records;
    private long bytes;
    private int leftInRound;
    private long roundStart;

    /**
     * @param maximum the largest size, in records
     */
    FlowWindow(int maximum) {
        this.maximum = maximum;
        this.minimum = Math.min(2, maximum);
        reset();
    }

    /** Returns to the initial size, for another worker. */
    void reset() {
        records = 1;
        bytes = BYTES;
        leftInRound = 1;
    }

    /** Returns the size in records. */
    int records() {
        return records;
    }

    /** Whether a worker with these unanswered records and bytes may be given another record. */
    boolean allowsMore(int unansweredRecords, long unansweredBytes) {
        return unansweredRecords < records && (unansweredRecords == 0 || unansweredBytes < bytes);
    }

    /** Starts a round: a worker without unanswered records was given some. */
    void startRound(long now) {
        roundStart = now;
        leftInRound = records;
    }

    /** Counts answered records, and changes the size at the end of a round. */
    void addAnswers(int count, long now) {
        leftInRound -= count;
        if (leftInRound > 0) {
            return;
        }
        long duration = now - roundStart;
        if (duration < QUICK_ROUND) {
            records = Math.min(maximum, 2 * records);
        } else if (duration > SLOW_ROUND) {
            records = Math.max(minimum, records / 2);
        }
        startRound(now);
    }

    /**
     * Grows because the worker has read everything and does not answer.
     *
     * @return false if the size is the maximum already
     */
    boolean grow() {
        if (records >= maximum && bytes >= MOST_BYTES) {
            return false;
        }
        records = Math.min(maximum, 2 * records);
        bytes = Math.min(MOST_BYTES, 2 * bytes);
        return true;
    }
}
