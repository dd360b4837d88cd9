package ipckit.fan.serve;

import ipckit.fan.pool.StreamPlan;

/**
 * The values of the options of {@code ipc-fan serve}.
 *
 * @param stream the command and the number of the workers, the form of the records, and the order
 *     of the answers
 * @param window the maximum number of unanswered records of a worker
 * @param retries the maximum number of retries of a record; a retry gives the record to another
 *     worker, because a worker has ended while answering it
 */
record ServePlan(StreamPlan stream, int window, int retries) {
    private static final int LEAST_PIPE = 64 << 10;
    private static final int MOST_PIPE = 256 << 10;

    /** Returns the capacity in bytes of each pipe to or from a worker. */
    int pipe() {
        return Math.clamp(stream.pipeShare(), LEAST_PIPE, MOST_PIPE);
    }
}
