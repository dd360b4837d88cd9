package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Patience;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.mq.box.Outcome;

import java.util.ArrayList;
import java.util.List;

/** One run of {@code recv}: receive, deliver, until the wish or the messages end. */
final class Receiving {
    /**
     * What is asked for.
     *
     * @param count how many messages at the most
     * @param drain whether it ends when there is nothing to be had
     * @param lease milliseconds for which messages are hidden; 0 for as long as we live
     */
    record Plan(
            List<ObjectName> mailboxes,
            long count,
            Patience.Limit patience,
            boolean drain,
            long lease) {}

    private final Plan plan;
    private final Sink sink;

    Receiving(Plan plan, Sink sink) {
        this.plan = plan;
        this.sink = sink;
    }

    int run() {
        List<Inlet> inlets = new ArrayList<>();
        try {
            Mailboxes mailboxes = new Mailboxes();
            for (ObjectName name : plan.mailboxes()) {
                inlets.add(Inlet.open(mailboxes, name, attaching(), sink::isUnwanted));
            }
            return inlets.size() == 1 ? one(inlets.getFirst()) : several(inlets);
        } finally {
            inlets.reversed().forEach(Inlet::close);
        }
    }

    /** Who does not wait for messages does not wait to be let in either. */
    private Deadline attaching() {
        return plan.drain() ? Deadline.NOW : plan.patience().next();
    }

    private int most(long got) {
        return (int) Math.min(plan.count() - got, sink.most());
    }

    private int one(Inlet inlet) {
        long got = 0;
        while (got < plan.count()) {
            Deadline deadline = plan.drain() ? Deadline.NOW : plan.patience().next();
            Outcome outcome = inlet.receive(most(got), plan.lease(), deadline);
            if (outcome != Outcome.DONE) {
                return end(outcome, got, inlet.name());
            }
            got += inlet.receiver().count();
            int failed = deliver(inlet);
            if (failed == Sink.AGAIN) {
                got -= inlet.receiver().count();
            } else if (failed != 0) {
                return failed;
            }
        }
        return ExitCode.OK.code();
    }

    /** Round and round, so that none of them waits for ever behind another that never ends. */
    private int several(List<Inlet> inlets) {
        long got = 0;
        int next = 0;
        try (Arrivals arrivals = new Arrivals(inlets, sink::isUnwanted)) {
            while (got < plan.count()) {
                Inlet found = null;
                for (int i = 0; i < inlets.size() && found == null; i++) {
                    Inlet inlet = inlets.get((next + i) % inlets.size());
                    Outcome outcome = inlet.receive(1, plan.lease(), Deadline.NOW);
                    if (outcome == Outcome.DONE) {
                        found = inlet;
                        next = (next + i + 1) % inlets.size();
                    } else if (outcome != Outcome.TIMED_OUT) {
                        return end(outcome, got, inlet.name());
                    }
                }
                if (found != null) {
                    int failed = deliver(found);
                    if (failed != 0 && failed != Sink.AGAIN) {
                        return failed;
                    }
                    got += failed == Sink.AGAIN ? 0 : 1;
                } else if (plan.drain() || !arrivals.await(plan.patience().next())) {
                    return end(Outcome.TIMED_OUT, got, null);
                }
            }
        }
        return ExitCode.OK.code();
    }

    private int deliver(Inlet inlet) {
        try {
            return sink.deliver(inlet.name(), inlet.receiver());
        } catch (InternalError e) {
            throw Mailboxes.named(inlet.name(), MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw Mailboxes.named(inlet.name(), e);
        }
    }

    private int end(Outcome outcome, long got, ObjectName mailbox) {
        if (outcome == Outcome.TIMED_OUT && (got > 0 || plan.drain())) {
            return ExitCode.OK.code();
        }
        IpcException failure =
                Waits.failure(
                        outcome,
                        plan.patience(),
                        mailbox == null ? "they are empty" : "it is empty");
        throw mailbox == null ? failure : Mailboxes.named(mailbox, failure);
    }
}
