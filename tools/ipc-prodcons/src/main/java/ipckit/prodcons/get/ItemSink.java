package ipckit.prodcons.get;

import ipckit.common.queue.Consumer;
import ipckit.prodcons.StreamProgress;

/** Delivers the items that {@code get} has claimed. Belongs to the thread that claims the items. */
sealed interface ItemSink extends AutoCloseable permits StdoutItemSink, CommandItemSink {
    /** Returns the maximum number of items that one call of {@link #deliver} can take. */
    long maxItems();

    /**
     * Returns whether no process can read the delivered items any more. {@code get} calls this
     * method while it waits for items, and fails if the result is true.
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
