package ipckit.prodcons.get;

import ipckit.common.queue.Consumer;
import ipckit.prodcons.StreamProgress;

/**
 * Delivers the items that {@code get} has claimed. Only the thread that claims the items may call
 * the methods.
 */
sealed interface ItemSink extends AutoCloseable permits StdoutItemSink, CommandItemSink {
    /** Returns the maximum number of items that one call of {@link #deliver} can take. */
    long maxItems();

    /**
     * Returns whether commands write to stdout themselves. At a terminal, their output would mix
     * with a progress line.
     */
    boolean isOutputOfCommands();

    /**
     * Delivers the items that the consumer has claimed, and acknowledges each item or returns it to
     * the buffer.
     *
     * @return 0 to continue; otherwise the exit code with which {@code get} ends
     */
    int deliver(Consumer consumer, StreamProgress progress);

    @Override
    void close();
}
