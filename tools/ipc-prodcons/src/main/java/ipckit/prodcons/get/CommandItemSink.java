package ipckit.prodcons.get;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunWriter;
import ipckit.common.process.CommandInput;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.prodcons.BufferNamespace;
import ipckit.prodcons.StreamProgress;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Items to a command's stdin, one run of the command for each batch; acknowledged when it succeeds.
 * A command that Ctrl-C or its like has ended was not at fault: no retry, no dead letter, an end.
 */
final class CommandItemSink implements ItemSink {
    private final List<String> words;
    private final Framing framing;
    private final long batch;
    private final long retries;
    private final ObjectName deadLetter;
    private final java.util.function.Consumer<String> errors;
    private Producer deadLetters;

    /**
     * @param retries how often items that failed are tried again
     * @param deadLetter where they go then; null to give them back and end
     * @param errors where a failure that ends us is told
     */
    CommandItemSink(
            List<String> words,
            Framing framing,
            long batch,
            long retries,
            ObjectName deadLetter,
            java.util.function.Consumer<String> errors) {
        this.words = words;
        this.framing = framing;
        this.batch = batch;
        this.retries = retries;
        this.deadLetter = deadLetter;
        this.errors = errors;
        if (deadLetter != null) {
            deadLetters =
                    new BufferNamespace()
                            .open(deadLetter)
                            .producer(Producer.OnFull.BLOCK, () -> false);
        }
    }

    @Override
    public long mostItems() {
        return batch;
    }

    @Override
    public boolean isUnwanted() {
        return false;
    }

    @Override
    public int deliver(Consumer consumer, StreamProgress flow) {
        Delivery delivery = consumer.delivery();
        int status;
        try {
            status = runOnce(delivery, flow);
        } catch (IpcException e) {
            consumer.giveBack(); // the command cannot even be run
            throw e;
        }
        if (status == 0) {
            walkToTheEnd(delivery);
            consumer.acknowledge();
            return 0;
        }
        if (Shutdown.isMeant(status)) {
            consumer.giveBack();
            return status;
        }
        if (delivery.tries() <= retries) {
            consumer.giveBack();
            delivery.rewind(); // nothing of it counts as got
            return 0;
        }
        if (deadLetter != null) {
            bury(delivery);
            consumer.acknowledge();
            return 0;
        }
        consumer.giveBack();
        errors.accept(
                "ipc-prodcons: "
                        + words.getFirst()
                        + " failed with status "
                        + status
                        + ": given back");
        return status;
    }

    private int runOnce(Delivery delivery, StreamProgress flow) {
        try (CommandInput input = new CommandInput()) {
            try (RunWriter writer = new RunWriter(input.channel(), framing, () -> false)) {
                while (delivery.nextRun()) {
                    writer.write(delivery.format(), delivery.count(), delivery.bytes());
                    flow.moved(delivery.count(), delivery.bytes().length());
                }
                writer.flush();
            }
            return new UserCommand(words)
                    .reading(input)
                    .with("IPC_REDELIVERED", Integer.toString(delivery.tries() - 1))
                    .start()
                    .await() // it need not read all of it: its exit status alone decides
                    .status();
        }
    }

    /** What the command succeeded with is all its input, whether it has read it all or not. */
    private static void walkToTheEnd(Delivery delivery) {
        boolean more = true;
        while (more) {
            more = delivery.nextRun();
        }
    }

    private void bury(Delivery delivery) {
        delivery.rewind();
        while (delivery.nextRun()) {
            long length = delivery.bytes().length();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment copy = arena.allocate(Math.max(1, length));
                delivery.bytes().copyTo(0, length, copy, 0);
                if (deadLetters.put(
                                delivery.format(),
                                copy,
                                0,
                                length,
                                delivery.count(),
                                Deadline.NEVER)
                        != Producer.Result.DONE) {
                    throw new IpcException(
                            Category.REMOVED, "buffer " + deadLetter + " was removed");
                }
            }
        }
    }

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }
}
