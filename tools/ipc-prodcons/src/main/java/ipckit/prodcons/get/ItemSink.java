package ipckit.prodcons.get;

import ipckit.common.queue.Consumer;
import ipckit.prodcons.StreamProgress;

/** Where items that were got go to. Belongs to the thread that gets them. */
sealed interface ItemSink extends AutoCloseable permits StdoutItemSink, CommandItemSink {
    /** How many items it wants at once. */
    long mostItems();

    /** Whether nobody will want anything any more; asked during waits. */
    boolean isUnwanted();

    /**
     * Delivers what the consumer has claimed, and acknowledges it or gives it back.
     *
     * @return 0 to go on, else the exit code to end with
     */
    int deliver(Consumer consumer, StreamProgress flow);

    @Override
    void close();
}
