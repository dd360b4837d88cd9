package ipckit.fan.split;

import ipckit.fan.pool.StreamPlan;

/**
 * The values of the options of {@code ipc-fan split}.
 *
 * @param stream the values of the options that {@code split} shares with other verbs, such as the
 *     command, the number of children, and the separator of records
 * @param blockSize the largest size, in bytes, of a block (the complete records that a child
 *     receives together); a longer record is a block of its own
 * @param roundRobin whether the children receive blocks in turn; if false, the first child that has
 *     received its previous block completely gets the next block
 */
record SplitPlan(StreamPlan stream, long blockSize, boolean roundRobin) {
    private static final int PAGE = 4096;
    private static final int MOST = 1 << 20;

    /**
     * Returns the capacity in bytes of the pipe to a child. The capacity is at most the largest
     * size of a block, because a larger pipe would hold blocks that other children could process.
     * The capacity is at least one page.
     */
    int inputPipe() {
        return Math.clamp(Math.min(blockSize, stream.pipeShare()), PAGE, MOST);
    }
}
