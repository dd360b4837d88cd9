package ipckit.fan.serve;

/**
 * The window of a worker is the maximum number of unanswered records that the worker may have. A
 * round is the time in which the worker answers as many records as the window allows. The size of
 * the window changes as follows:
 *
 * <ul>
 *   <li>The window begins with one record.
 *   <li>After a round of less than 5 ms, the window doubles. The worker then receives more records
 *       at a time, which takes less time per record.
 *   <li>After a round of more than 50 ms, the window halves, but allows at least two records. Other
 *       workers then receive more of the remaining records.
 *   <li>The window also doubles if the worker has read all of its records and does not answer. The
 *       worker may need more records before it writes its answers.
 * </ul>
 *
 * <p>Times are in nanoseconds. A window belongs to one thread at a time.
 */
final class FlowWindow {
    /**
     * The initial limit for the total length in bytes of a worker's unanswered records. The method
     * {@link #grow} raises the limit.
     */
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
     * @param maximum the maximum size of the window in records
     */
    FlowWindow(int maximum) {
        this.maximum = maximum;
        this.minimum = Math.min(2, maximum);
        reset();
    }

    /**
     * Resets the window to its initial size. Must be called before another process replaces the
     * worker.
     */
    void reset() {
        records = 1;
        bytes = BYTES;
        leftInRound = 1;
    }

    /** Returns the size of the window in records. */
    int records() {
        return records;
    }

    /**
     * Returns whether a worker may be given another record.
     *
     * @param unansweredRecords the number of records that the worker has not answered
     * @param unansweredBytes the length of these records in bytes
     */
    boolean allowsMore(int unansweredRecords, long unansweredBytes) {
        return unansweredRecords < records && (unansweredRecords == 0 || unansweredBytes < bytes);
    }

    /**
     * Starts a round, which ends when the worker has answered a full window of records. Must be
     * called when the pool gives records to a worker that has answered all of its earlier records.
     */
    void startRound(long now) {
        roundStart = now;
        leftInRound = records;
    }

    /**
     * Counts answered records. At the end of a round, doubles the window if the round was quick, or
     * halves the window if the round was slow.
     */
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
     * Enlarges the window of a worker that has read all of its records and does not answer.
     *
     * @return whether the window was enlarged; false if it already has its maximum size
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
