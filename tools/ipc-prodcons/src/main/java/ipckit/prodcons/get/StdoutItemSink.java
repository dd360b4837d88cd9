package ipckit.prodcons.get;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.prodcons.StreamProgress;

/**
 * Writes items to stdout. By default, acknowledges an item after all its bytes were written. With
 * {@code --at-most-once}, first makes sure that the items are never delivered again, and then
 * writes them. An item that cannot be written is lost in this case.
 */
final class StdoutItemSink implements ItemSink {
    private final RunWriter writer;
    private final boolean atMostOnce;

    StdoutItemSink(Console console, Framing framing, boolean atMostOnce) {
        this.writer = new RunWriter(console.stdoutBesideProgress(), framing, HangUp::ofStdout);
        this.atMostOnce = atMostOnce;
    }

    @Override
    public long maxItems() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isOutputOfCommands() {
        return false;
    }

    @Override
    public int deliver(Consumer consumer, StreamProgress progress) {
        long before = writer.itemsTaken();
        Delivery delivery = consumer.delivery();
        if (atMostOnce) {
            consumer.forgo();
        }
        try {
            while (delivery.nextRun()) {
                writer.write(delivery.format(), delivery.count(), delivery.bytes());
                progress.moved(delivery.count(), delivery.bytes().length());
            }
            writer.flush();
        } catch (IpcException e) {
            if (!atMostOnce) {
                acknowledgeTaken(consumer, writer.itemsTaken() - before);
                consumer.giveBack();
            }
            throw e;
        }
        consumer.acknowledge();
        return 0;
    }

    /** Acknowledges the items that were written: the first {@code taken} items of the claim. */
    private static void acknowledgeTaken(Consumer consumer, long taken) {
        Delivery delivery = consumer.delivery();
        delivery.rewind();
        long left = taken;
        while (left > 0 && delivery.nextRun()) {
            long now = Math.min(left, delivery.count());
            consumer.acknowledge(now);
            left -= now;
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
