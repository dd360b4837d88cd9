package ipckit.prodcons.get;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RunWriter;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandInput;
import ipckit.common.process.CommandWork;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Delivery;
import ipckit.common.queue.Producer;
import ipckit.prodcons.BufferNamespace;
import ipckit.prodcons.StreamProgress;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;

/**
 * Runs the user's command once for each batch of items (at most {@code --batch} items). The command
 * reads the items from its stdin. The items are acknowledged when the command succeeds. If the
 * command runs and fails, each item of the batch has one more failed try.
 *
 * <p>If the signal HUP, INT or TERM ends the command, the command does not count as failed. The
 * items of the batch return to the buffer, and {@code get} ends. {@code get} does not run the
 * command again, and puts none of these items into the dead-letter buffer. If {@code get} itself
 * receives HUP, INT or TERM, the command may continue to work. {@link CommandWork} describes the
 * effect of the first signal and of further signals.
 */
final class CommandItemSink implements ItemSink {
    /** A result of {@link #settle}: the items must become dead letters. */
    private static final int DEAD = -1;

    private final List<String> words;
    private final Framing framing;
    private final long batch;
    private final Duration grace;
    private final RetryOptions.Limits limits;
    private final ObjectName deadLetter;
    private final Producer deadLetters;
    private final Console console;

    /**
     * @param grace the longest time for which the command may continue to work after {@code get}
     *     has received HUP, INT or TERM; null for no limit
     * @param limits the limits for the tries and deliveries of an item
     * @param deadLetter the buffer for items that have reached a limit; null to return these items
     *     to their buffer and to end {@code get}
     */
    CommandItemSink(
            List<String> words,
            Framing framing,
            long batch,
            Duration grace,
            RetryOptions.Limits limits,
            ObjectName deadLetter,
            Console console) {
        this.words = words;
        this.framing = framing;
        this.batch = batch;
        this.grace = grace;
        this.limits = limits;
        this.deadLetter = deadLetter;
        this.console = console;
        deadLetters = deadLetter == null ? null : new BufferNamespace().open(deadLetter).producer();
    }

    @Override
    public long maxItems() {
        return batch;
    }

    @Override
    public boolean isOutputOfCommands() {
        return true;
    }

    @Override
    public int deliver(Consumer consumer, StreamProgress progress) {
        Delivery delivery = consumer.delivery();
        boolean lost = !limits.allowDelivery(delivery.lost());
        int outcome = DEAD;
        if (lost && deadLetter == null) {
            consumer.giveBackUndelivered();
            String deliveries = CountedNoun.of(delivery.lost(), "lost delivery");
            console.error("ipc-prodcons: items returned to the buffer after " + deliveries);
            return ExitCode.FAILED.code();
        }
        // Items may already have used up their tries or deliveries, for example because consumers
        // died while they handled the items. If there is a dead-letter buffer, the command does not
        // run for such items, and the items become dead letters.
        if (!lost && (deadLetter == null || limits.allowTry(delivery.tries()))) {
            try (CommandWork work = new CommandWork(grace, consumer::giveBackUndelivered)) {
                int status = runOnce(work, consumer, progress);
                outcome = settle(work, status, consumer);
            }
        }
        if (outcome != DEAD) {
            return outcome;
        }
        putDeadLetters(delivery);
        consumer.acknowledge();
        return 0;
    }

    private int runOnce(CommandWork work, Consumer consumer, StreamProgress progress) {
        Delivery delivery = consumer.delivery();
        ChildProcess child;
        try (CommandInput input = new CommandInput()) {
            try (RunWriter writer = new RunWriter(input.channel(), framing, () -> false)) {
                while (delivery.nextRun()) {
                    writer.write(delivery.format(), delivery.count(), delivery.bytes());
                    progress.moved(delivery.count(), delivery.bytes().length());
                }
                writer.flush();
            }
            child =
                    work.start(
                            new UserCommand(words)
                                    .reading(input)
                                    .with(
                                            "IPC_REDELIVERED",
                                            Integer.toString(delivery.deliveries() - 1))
                                    .with("IPC_TRY", Integer.toString(delivery.tries() + 1)));
        } catch (IpcException e) {
            // The command did not start, so it has not received the items. This delivery of the
            // items therefore does not count.
            consumer.giveBackUndelivered();
            throw e;
        }
        return child.await().status();
    }

    /**
     * Acknowledges the items or returns them to the buffer, depending on the exit status of the
     * command. Returns the value that {@link #deliver} is to return. If the items must become dead
     * letters, they stay claimed, and this method returns {@link #DEAD}.
     */
    private int settle(CommandWork work, int status, Consumer consumer) {
        Delivery delivery = consumer.delivery();
        if (status == 0) {
            // A successful command has processed all items, even if it has not read all of its
            // input. GetOperation counts an item as taken when `delivery` has moved past the item.
            // Therefore the loop moves `delivery` past all items.
            boolean more = true;
            while (more) {
                more = delivery.nextRun();
            }
            consumer.acknowledge();
            return 0;
        }
        boolean stdoutClosed = status == ExitCode.OUTPUT_CLOSED.code() && HangUp.ofStdout();
        if (stdoutClosed || work.hasEndedCommand() || Shutdown.isIntended(status)) {
            consumer.giveBack();
            return status;
        }
        consumer.countTry();
        boolean again = limits.allowTry(delivery.tries() + 1);
        if (deadLetter != null && !again && !Shutdown.isEnding()) {
            return DEAD;
        }
        consumer.giveBack();
        if (again || deadLetter != null) {
            // The items are in the buffer again. GetOperation must not count them as taken, so
            // `rewind` moves `delivery` back to the position before the first item.
            delivery.rewind();
            return 0;
        }
        String failure = words.getFirst() + " failed with status " + status;
        console.error("ipc-prodcons: " + failure + "; its items are in the buffer again");
        return status;
    }

    private void putDeadLetters(Delivery delivery) {
        delivery.rewind();
        while (delivery.nextRun()) {
            long length = delivery.bytes().length();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment copy = arena.allocate(Math.max(1, length));
                delivery.bytes().copyTo(0, length, copy, 0);
                int count = delivery.count();
                Producer.Result result =
                        deadLetters.put(delivery.format(), copy, 0, length, count, Deadline.NEVER);
                if (result != Producer.Result.DONE) {
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
