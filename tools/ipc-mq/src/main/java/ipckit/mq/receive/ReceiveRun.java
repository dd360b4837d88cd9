package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.LinkRegistry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One run of {@code recv}: receive, deliver, until the wish or the messages end. */
final class ReceiveRun {
    /**
     * What is asked for.
     *
     * @param routes where messages come from
     * @param task whose links they come from besides, whoever makes one; null for none
     * @param count how many messages at the most
     * @param drain whether it ends when there is nothing to be had
     * @param lease milliseconds for which messages are hidden; 0 for as long as we live
     */
    record Plan(
            List<MailboxReference> routes,
            ObjectName task,
            long count,
            WaitOptions.Limit patience,
            boolean drain,
            long lease) {}

    /** New ones do not wait for ever behind old ones that always have something. */
    private static final int DELIVERIES_BETWEEN_NEWCOMERS = 64;

    private final Plan plan;
    private final MessageSink sink;

    ReceiveRun(Plan plan, MessageSink sink) {
        this.plan = plan;
        this.sink = sink;
    }

    int run() {
        List<MessageSource> inlets = new ArrayList<>();
        try {
            for (MailboxReference route : plan.routes()) {
                MessageSource inlet = MessageSource.open(route, attaching(), sink::isUnwanted);
                inlets.add(inlet);
                sink.opened(route, inlet.mailbox().spec());
            }
            if (plan.task() != null) {
                return task(inlets);
            }
            return inlets.size() == 1
                    ? one(inlets.getFirst())
                    : several(inlets, List.of(), List::of);
        } finally {
            inlets.reversed().forEach(MessageSource::close);
        }
    }

    private int task(List<MessageSource> inlets) {
        LinkDiscovery links = new LinkDiscovery(new LinkRegistry(), plan.task(), sink::isUnwanted);
        try {
            return several(inlets, List.of(links.door()), links::come);
        } finally {
            links.close();
        }
    }

    /** Who does not wait for messages does not wait to be let in either. */
    private Deadline attaching() {
        return plan.drain() ? Deadline.NOW : plan.patience().next();
    }

    private int most(long got) {
        return (int) Math.min(plan.count() - got, sink.most());
    }

    private int one(MessageSource inlet) {
        long got = 0;
        while (got < plan.count()) {
            Deadline deadline = plan.drain() ? Deadline.NOW : plan.patience().next();
            MailboxOutcome outcome = inlet.receive(most(got), plan.lease(), deadline);
            if (outcome != MailboxOutcome.DONE) {
                return end(outcome, got, inlet.route());
            }
            got += inlet.receiver().count();
            int failed = deliver(inlet);
            if (failed == MessageSink.AGAIN) {
                got -= inlet.receiver().count();
            } else if (failed != 0) {
                return failed;
            }
        }
        return ExitCode.OK.code();
    }

    /** Round and round, so that none of them waits for ever behind another that never ends. */
    private int several(
            List<MessageSource> inlets,
            List<MessageSource> doors,
            Supplier<List<MessageSource>> newcomers) {
        long got = 0;
        int next = 0;
        long deliveries = 0;
        List<MessageSource> watched = new ArrayList<>(doors);
        watched.addAll(inlets);
        try (ArrivalWatcher arrivals = new ArrivalWatcher(sink::isUnwanted)) {
            while (got < plan.count()) {
                MessageSource found = null;
                for (int i = 0; i < inlets.size() && found == null; i++) {
                    MessageSource inlet = inlets.get((next + i) % inlets.size());
                    MailboxOutcome outcome = receiveNow(inlet);
                    if (outcome == MailboxOutcome.DONE) {
                        found = inlet;
                        next = (next + i + 1) % inlets.size();
                    } else if (outcome != MailboxOutcome.TIMED_OUT) {
                        return end(outcome, got, inlet.route());
                    }
                }
                if (found != null) {
                    int failed = deliver(found);
                    if (failed != 0 && failed != MessageSink.AGAIN) {
                        return failed;
                    }
                    got += failed == MessageSink.AGAIN ? 0 : 1;
                }
                if (found != null && ++deliveries % DELIVERIES_BETWEEN_NEWCOMERS != 0) {
                    continue;
                }
                List<MessageSource> more = newcomers.get();
                more.forEach(inlet -> sink.opened(inlet.route(), inlet.mailbox().spec()));
                watched.addAll(more);
                inlets.addAll(more);
                if (found != null) {
                    continue;
                }
                if (more.isEmpty()
                        && (plan.drain() || !arrivals.await(watched, plan.patience().next()))) {
                    return end(MailboxOutcome.TIMED_OUT, got, null);
                } else if (sink.isUnwanted()) {
                    return end(MailboxOutcome.GIVEN_UP, got, null);
                }
            }
        }
        return ExitCode.OK.code();
    }

    /** Where somebody is stopped who holds the lock, there is nothing to be had for now. */
    private MailboxOutcome receiveNow(MessageSource inlet) {
        try {
            return inlet.receive(1, plan.lease(), Deadline.NOW);
        } catch (IpcException e) {
            if (e.category() != Category.WOULD_BLOCK) {
                throw e;
            }
            return MailboxOutcome.TIMED_OUT;
        }
    }

    private int deliver(MessageSource inlet) {
        try {
            return sink.deliver(inlet.route(), inlet.receiver());
        } catch (InternalError e) {
            throw inlet.route().named(MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw inlet.route().named(e);
        }
    }

    private int end(MailboxOutcome outcome, long got, MailboxReference route) {
        if (outcome == MailboxOutcome.TIMED_OUT && (got > 0 || plan.drain())) {
            return ExitCode.OK.code();
        }
        IpcException failure =
                WaitFailure.failure(
                        outcome,
                        plan.patience(),
                        route == null ? "there is no message" : "it is empty");
        throw route == null ? failure : route.named(failure);
    }
}
