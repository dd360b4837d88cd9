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
     * Returns whether stdout is closed at the reader's end, so that no process can read further
     * items. Always returns false if the items do not go to stdout. {@code get} calls this method
     * while it waits for items, and fails if the result is true.
     */
    boolean isClosed();

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
