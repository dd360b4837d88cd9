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

/** One run of {@code get}: claim, deliver, acknowledge, until the stream or the wish ends. */
final class GetOperation {
    /** A claim takes no more bytes than this, unless they are one run: others want some, too. */
    private static final long MOST_BYTES = 256 << 10;

    /** More producers than can come: the stream never ends. */
    private static final int NEVER_ENDS = Integer.MAX_VALUE;

    /** What ends it, besides the count. */
    enum Ending {
        /** The end of the stream, as a FIFO has it. */
        STREAM,
        /** That there is nothing now. */
        EMPTY,
        /** Nothing. */
        NEVER
    }

    /**
     * What is asked for.
     *
     * @param count how many items at the most
     * @param producers how many must have come before the stream can end
     * @param rate null for no limit
     */
    record Plan(
            ObjectName buffer,
            long count,
            WaitOptions.Limit patience,
            Ending ending,
            int producers,
            Rate rate,
            boolean create) {}

    private final Plan plan;
    private final ItemSink sink;
    private final Console console;
    private final StreamProgress flow = new StreamProgress();

    GetOperation(Plan plan, ItemSink sink, Console console) {
        this.plan = plan;
        this.sink = sink;
        this.console = console;
    }

    int run() {
        BufferNamespace buffers = new BufferNamespace();
        Ring ring =
                plan.create() ? buffers.openOrCreate(plan.buffer()) : buffers.open(plan.buffer());
        try (Consumer consumer = ring.consumer(sink::isUnwanted);
                Progress _ = console.progress(flow::line)) {
            return loop(consumer);
        } catch (InternalError e) { // items are read where they lie
            throw BufferNamespace.named(plan.buffer(), MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw e.category() == Category.OUTPUT_CLOSED
                    ? e
                    : BufferNamespace.named(plan.buffer(), e);
        }
    }

    private int loop(Consumer consumer) {
        RatePacer pace = PacerFactory.of(plan.rate());
        int producers = plan.ending() == Ending.NEVER ? NEVER_ENDS : plan.producers();
        long got = 0;
        while (got < plan.count()) {
            long most = Math.min(plan.count() - got, sink.mostItems());
            if (pace != null) {
                pace.await(Deadline.NEVER);
                most = Math.min(most, Math.max(1, pace.allowedNow()));
            }
            Deadline deadline =
                    plan.ending() == Ending.EMPTY ? Deadline.NOW : plan.patience().next();
            flow.waits();
            switch (consumer.claim(most, MOST_BYTES, producers, deadline)) {
                case ITEMS -> {
                    flow.goesOn();
                    int failed = sink.deliver(consumer, flow);
                    if (failed != 0) {
                        return failed;
                    }
                    long now = consumer.delivery().walked();
                    got += now;
                    if (pace != null) {
                        pace.passed(now);
                    }
                }
                case END -> {
                    return ExitCode.OK.code();
                }
                case NOTHING -> {
                    if (got == 0 && plan.ending() != Ending.EMPTY) {
                        String reason =
                                LockHolderMessages.reason(consumer.heldUpBy(), "it is empty");
                        throw plan.patience().timed()
                                ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                                : new IpcException(Category.WOULD_BLOCK, reason);
                    }
                    return ExitCode.OK.code();
                }
                case REMOVED -> throw new IpcException(Category.REMOVED, "it was removed");
                case GIVEN_UP ->
                        throw new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
            }
        }
        return ExitCode.OK.code();
    }
}
