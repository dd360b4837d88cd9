package ipckit.fan.split;

import ipckit.fan.pool.StreamPlan;

/**
 * Everything that the options of {@code ipc-fan split} say.
 *
 * @param stream the children, their records and their order
 * @param blockSize the largest size of a block in bytes; a longer record is a block of its own
 * @param roundRobin whether blocks go to one child after the other; otherwise to the child that is
 *     ready first
 */
record SplitPlan(StreamPlan stream, long blockSize, boolean roundRobin) {
    private static final int PAGE = 4096;
    private static final int MOST = 1 << 20;

    /**
     * Returns the capacity of the pipe to a child in bytes: at most a block, because no other child
     * can take what lies in the pipe.
     */
    int inputPipe() {
        return Math.clamp(Math.min(blockSize, stream.pipeShare()), PAGE, MOST);
    }
}
