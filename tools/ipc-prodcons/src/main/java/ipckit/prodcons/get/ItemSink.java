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
     * Returns whether the user's commands, and not this process, write to stdout. If so, {@code
     * get} shows no progress line on a terminal, because the output of the commands would mix with
     * the line.
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
