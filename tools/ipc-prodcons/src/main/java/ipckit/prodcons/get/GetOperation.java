package ipckit.prodcons.get;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.cli.value.Rate;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.RatePacer;
import ipckit.common.queue.Consumer;
import ipckit.common.queue.Ring;
import ipckit.prodcons.BufferNamespace;
import ipckit.prodcons.LockHolderMessages;
import ipckit.prodcons.PacerFactory;
import ipckit.prodcons.StreamProgress;

/**
 * One run of {@code get}: claims items, delivers them to a sink and has them acknowledged, until
 * the stream ends or the options end it. Belongs to one thread.
 */
final class GetOperation {
    /**
     * A claim takes at most this many bytes, unless one run is longer, so that other consumers get
     * items, too.
     */
    private static final long MAX_CLAIM_BYTES = 256 << 10;

    /** More producers than a buffer can have, so that the stream never ends. */
    private static final int NEVER_ENDS = Integer.MAX_VALUE;

    /** The condition, besides the count, that ends the run. */
    enum Ending {
        /** The end of the stream: no producer is left, as at a FIFO. */
        STREAM,
        /** No item is available. */
        EMPTY,
        /** No condition: it waits for the next producer. */
        NEVER
    }

    /**
     * The validated options.
     *
     * @param count the most items to take
     * @param producers how many producers must have come before the stream can end
     * @param rate the most items per time; null for no limit
     * @param create whether to create the buffer when it is absent
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
     * Takes items until the run ends.
     *
     * @return the exit code
     * @throws IpcException when no item came because the buffer is empty, and on any failure
     */
    int run() {
        BufferNamespace buffers = new BufferNamespace();
        Ring ring =
                settings.create()
                        ? buffers.openOrCreate(settings.buffer())
                        : buffers.open(settings.buffer());
        try (Consumer consumer = ring.consumer(sink::isClosed);
                Progress _ = console.progress(progress::line)) {
            return loop(consumer);
        } catch (InternalError e) { // items are read in the mapping, whose file may be cut short
            throw BufferNamespace.named(settings.buffer(), MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw e.category() == Category.OUTPUT_CLOSED
                    ? e
                    : BufferNamespace.named(settings.buffer(), e);
        }
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
            Deadline deadline =
                    settings.ending() == Ending.EMPTY ? Deadline.NOW : settings.limit().next();
            progress.waits();
            switch (consumer.claim(most, MAX_CLAIM_BYTES, producers, deadline)) {
                case ITEMS -> {
                    progress.goesOn();
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
                        String reason =
                                LockHolderMessages.reason(consumer.heldUpBy(), "it is empty");
                        throw settings.limit().timed()
                                ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                                : new IpcException(Category.WOULD_BLOCK, reason);
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
}
