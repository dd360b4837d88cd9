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
 * <p>The window also measures how many records to read ahead for the worker: as many as the worker
 * answers in 100 ms. If the pool read more, slow workers would need a long time to answer the
 * records that were read before a signal ended the input.
 *
 * <p>Times are in nanoseconds. Only one thread at a time may use a window.
 */
final class FlowWindow {
    /**
     * The initial limit in bytes for all unanswered records of a worker together. The method {@link
     * #grow} raises the limit.
     */
    static final long BYTES = 1 << 20;

    private static final long MOST_BYTES = 64L << 20;
    private static final long QUICK_ROUND = 5_000_000;
    private static final long SLOW_ROUND = 50_000_000;
    private static final long AHEAD = 100_000_000;

    /**
     * The largest number of records to read ahead for a worker. The queue usually contains fewer
     * records, because it is also limited to about 1 MiB.
     */
    private static final int MOST_AHEAD = 1 << 20;

    private final int maximum;
    private final int minimum;
    private int records;
    private long bytes;
    private int leftInRound;
    private int answeredInRound;
    private int ahead;
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
     * Resets the window to its initial size. Call this method before a new process replaces the
     * worker.
     */
    void reset() {
        records = 1;
        bytes = BYTES;
        leftInRound = 1;
        answeredInRound = 0;
        ahead = 1;
    }

    /** Returns the size of the window in records. */
    int records() {
        return records;
    }

    /** Returns the number of records to read ahead for the worker, at least 1. */
    int ahead() {
        return ahead;
    }

    /**
     * Returns whether a worker may be given another record.
     *
     * @param unansweredRecords the number of records that the worker has not answered
     * @param unansweredBytes the total length in bytes of the batches that the worker has not fully
     *     answered, including their answered records
     */
    boolean allowsMore(int unansweredRecords, long unansweredBytes) {
        return unansweredRecords < records && (unansweredRecords == 0 || unansweredBytes < bytes);
    }

    /**
     * Starts a round. The round ends when the worker has answered as many records as the window
     * allows. Call this method when the pool gives records to a worker that has no unanswered
     * records.
     *
     * @param now the current time of {@link System#nanoTime}
     */
    void startRound(long now) {
        roundStart = now;
        leftInRound = records;
        answeredInRound = 0;
    }

    /**
     * Counts answered records, and changes the window at the end of a round. A round ends when the
     * worker has answered as many records as the window allowed at the start of the round. After a
     * round of less than 5 ms, the window doubles, up to its maximum. After a round of more than 50
     * ms, the window halves, down to its minimum.
     *
     * @param count the number of records that the worker has just answered
     * @param left the number of records that the worker has not answered yet
     * @param now the current time of {@link System#nanoTime}
     */
    void addAnswers(int count, int left, long now) {
        leftInRound -= count;
        answeredInRound += count;
        long duration = now - roundStart;
        if (leftInRound <= 0 || left == 0) {
            measureSpeed(duration);
        }
        if (leftInRound > 0) {
            return;
        }
        if (duration < QUICK_ROUND) {
            records = Math.min(maximum, 2 * records);
        } else if (duration > SLOW_ROUND) {
            records = Math.max(minimum, records / 2);
        }
        startRound(now);
    }

    /**
     * Sets the number of records to read ahead to the number that the worker answers in 100 ms, as
     * measured since the start of the round. If many answers arrive together, the worker looks
     * faster than it is. Therefore one call at most doubles the number.
     *
     * @param nanos the time in nanoseconds since the start of the round, which is the last call of
     *     {@link #startRound}
     */
    private void measureSpeed(long nanos) {
        long quick = answeredInRound * AHEAD / Math.max(1, nanos);
        ahead = (int) Math.clamp(quick, 1, Math.min(2L * ahead, MOST_AHEAD));
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
        ahead = Math.max(ahead, records);
        return true;
    }
}
