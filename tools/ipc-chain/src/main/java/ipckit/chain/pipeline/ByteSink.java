package ipckit.chain.pipeline;

/** Where what a stage writes goes to. One thread at a time writes. */
interface ByteSink {
    /**
     * Hands over bytes; may block.
     *
     * @return false if nobody wants any more
     */
    boolean put(byte[] source, int from, int length);

    /** No more will come. */
    void end();
}
