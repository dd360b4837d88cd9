package ipckit.chain.pipeline;

/**
 * The destination of the output of a pipeline stage. Only one thread at a time writes to the sink.
 */
interface ByteSink {
    /**
     * Adds bytes to the sink. Blocks while the sink is full.
     *
     * @return true when the bytes were added; false when the sink accepts no more bytes
     */
    boolean put(byte[] source, int from, int length);

    /** Marks the end of the output. By default, does nothing. */
    default void end() {}
}
