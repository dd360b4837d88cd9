package ipckit.fan.serve;

import ipckit.fan.pool.StreamPlan;

/**
 * Everything that the options of {@code ipc-fan serve} say.
 *
 * @param stream the workers, their records and the order of the answers
 * @param window the most records that a worker has not answered
 * @param retries how many more workers are given a record during which a worker ended
 */
record ServePlan(StreamPlan stream, int window, int retries) {
    private static final int LEAST_PIPE = 64 << 10;
    private static final int MOST_PIPE = 256 << 10;

    /** Returns the capacity of each pipe to and from a worker in bytes. */
    int pipe() {
        return Math.clamp(stream.pipeShare(), LEAST_PIPE, MOST_PIPE);
    }
}
