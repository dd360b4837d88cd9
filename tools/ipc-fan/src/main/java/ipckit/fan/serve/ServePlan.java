package ipckit.fan.serve;

import ipckit.fan.pool.StreamPlan;

/**
 * The values of the options of {@code ipc-fan serve}.
 *
 * @param stream the command and number of the workers, the form of the records, and the order of
 *     the answers
 * @param window the maximum number of unanswered records of a worker
 * @param retries how many times a record may be given to another worker after a worker has ended
 *     while answering it; after one more such end, no worker receives the record again
 */
record ServePlan(StreamPlan stream, int window, int retries) {
    private static final int LEAST_PIPE = 64 << 10;
    private static final int MOST_PIPE = 256 << 10;

    /** Returns the capacity in bytes of each pipe to or from a worker. */
    int pipe() {
        return Math.clamp(stream.pipeShare(), LEAST_PIPE, MOST_PIPE);
    }
}
