package ipckit.prodcons.get;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.cli.value.Rate;
import ipckit.common.daemon.Readiness;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.RatePacer;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Ring;
import ipckit.prodcons.BufferNamespace;
import ipckit.prodcons.LockHolderMessages;
import ipckit.prodcons.PacerFactory;
import ipckit.prodcons.StreamProgress;

/**
 * Executes one {@code get} command: claims items and delivers them to a sink, which acknowledges
 * them. By default, the command ends at the end of the stream. The stream ends when all producers
 * have ended and no items are left. Only one thread may use an instance.
 */
final class GetOperation {
    /**
     * The maximum size of a claim in bytes. The limit leaves items for other consumers. A claim may
     * be larger only if a producer has put all items of the claim in one call, or if the items are
     * redelivered.
     */
    private static final long MAX_CLAIM_BYTES = 256 << 10;

    /**
     * With {@code --follow}, the command waits for this number of producers before it accepts the
     * end of the stream. No buffer ever has that many producers, so the stream never ends.
     */
    private static final int NEVER_ENDS = Integer.MAX_VALUE;

    /**
     * The condition under which the command ends. The command also ends when it has taken the
     * number of items of the option {@code --count}.
     */
    enum Ending {
        /**
         * The command ends at the end of the stream. The stream ends when all producers have ended
         * and no items are left.
         */
        STREAM,
        /** The command ends when no item is available. */
        EMPTY,
        /** The command does not end at the end of a stream, but waits for the next producer. */
        NEVER
    }

    /**
     * The validated options.
     *
     * @param count the maximum number of items to take
     * @param producers the number of producers for which the command waits; the stream does not end
     *     before all of them have attached
     * @param rate the maximum number of items in a span of time; null for no limit
     * @param create whether an absent buffer is created
     */
    record Settings(
            ObjectName buffer,
            long count,
            WaitOptions.Limit limit,
            Ending ending,
            int producers,
            Rate rate,
            boolean create) {}

    private final Settings settings;
    private final ItemSink sink;
    private final Console console;
    private final StreamProgress progress = new StreamProgress();

    GetOperation(Settings settings, ItemSink sink, Console console) {
        this.settings = settings;
        this.sink = sink;
        this.console = console;
    }

    /**
     * Takes items until the stream ends or an option, for example {@code --count}, ends the
     * command.
     *
     * @return the exit code
     * @throws IpcException TIMED_OUT when no item came within the time of {@code --timeout};
     *     WOULD_BLOCK when {@code --no-wait} is given and no item was available; other categories
     *     for other failures. After an item was taken, TIMED_OUT and WOULD_BLOCK are not thrown.
     */
    int run() {
        Ring ring = new BufferNamespace().open(settings.buffer(), settings.create());
        try (Consumer consumer = ring.consumer(deadline(), HangUp::ofStdout);
                Progress _ = mixesOutput() ? null : console.progress(progress::line)) {
            Readiness.announce();
            return loop(consumer);
        } catch (InternalError e) {
            // The JVM throws InternalError for an access beyond the end of the mapped file. This
            // happens when another process has truncated the file.
            throw BufferNamespace.named(settings.buffer(), MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw e.category() == Category.OUTPUT_CLOSED
                    ? e
                    : BufferNamespace.named(settings.buffer(), e);
        }
    }

    private boolean mixesOutput() {
        return sink.isOutputOfCommands() && console.isTerminal(Console.Stream.OUT);
    }

    private int loop(Consumer consumer) {
        RatePacer pacer = PacerFactory.of(settings.rate());
        int producers = settings.ending() == Ending.NEVER ? NEVER_ENDS : settings.producers();
        long got = 0;
        while (got < settings.count()) {
            long most = Math.min(settings.count() - got, sink.maxItems());
            if (pacer != null) {
                pacer.await(Deadline.NEVER);
                most = Math.min(most, Math.max(1, pacer.allowedNow()));
            }
            progress.setWaiting(true);
            switch (consumer.claim(most, MAX_CLAIM_BYTES, producers, deadline())) {
                case ITEMS -> {
                    progress.setWaiting(false);
                    int failed = sink.deliver(consumer, progress);
                    if (failed != 0) {
                        return failed;
                    }
                    long now = consumer.delivery().walked();
                    got += now;
                    if (pacer != null) {
                        pacer.passed(now);
                    }
                }
                case END -> {
                    return ExitCode.OK.code();
                }
                case NOTHING -> {
                    if (got == 0 && settings.ending() != Ending.EMPTY) {
                        throw LockHolderMessages.waitFailed(
                                settings.limit(), consumer.heldUpBy(), "it is empty");
                    }
                    return ExitCode.OK.code();
                }
                case REMOVED -> throw new IpcException(Category.REMOVED, "it was removed");
                case GIVEN_UP ->
                        throw new IpcException(Category.OUTPUT_CLOSED, "stdout was closed");
            }
        }
        return ExitCode.OK.code();
    }

    /** Returns the deadline for a wait that starts now. */
    private Deadline deadline() {
        return settings.ending() == Ending.EMPTY ? Deadline.NOW : settings.limit().next();
    }
}
