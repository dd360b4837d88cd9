package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.daemon.Readiness;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.HangUp;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.ArrivalWatcher;
import ipckit.mq.mailbox.MailboxReference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One execution of {@code recv}, which receives messages from mailboxes or links and delivers them
 * to a {@link MessageSink}. An instance belongs to one thread.
 */
record ReceiveRun(Plan plan, MessageSink sink) {
    /**
     * The options of one {@code recv}.
     *
     * @param references the mailboxes and links to receive from
     * @param task a task; {@code recv} also receives from all links to this task, including links
     *     that are created later; null for no task
     * @param count the number of messages after which {@code recv} ends
     * @param limit the limit that the user set for each wait
     * @param drain whether {@code recv} ends as soon as no message is available
     * @param lease milliseconds for which messages are leased; 0 for no lease
     */
    record Plan(
            List<MailboxReference> references,
            ObjectName task,
            long count,
            WaitOptions.Limit limit,
            boolean drain,
            long lease) {
        /**
         * Returns the deadline for a wait for messages, if the wait starts now. With {@code
         * --drain}, {@code recv} does not wait.
         */
        Deadline deadline() {
            return drain ? Deadline.NOW : limit.next();
        }

        /**
         * Returns the deadline for a wait for room in the sink, if the wait starts now. With {@code
         * --drain}, {@code recv} never waits for messages, but it waits for room without a
         * deadline, because it must go on until no message is available.
         */
        Deadline roomDeadline() {
            return drain ? Deadline.NEVER : limit.next();
        }
    }

    /**
     * The number of deliveries between two searches for new links. {@code recv} also searches
     * whenever there is no message to deliver. But while one link always has a message, only the
     * searches between deliveries can find a new link.
     */
    private static final int DELIVERIES_BETWEEN_DISCOVERIES = 64;

    private static final String UNSETTLED = "the messages of this receiver are not settled";

    /** Receives and delivers messages until {@code recv} ends, and returns the exit code. */
    int run() {
        List<MessageSource> sources = new ArrayList<>();
        try {
            for (MailboxReference reference : plan.references()) {
                MessageSource source = MessageSource.open(reference, plan.deadline());
                sources.add(source);
                sink.opened(reference, source.mailbox().spec());
            }
            if (plan.task() != null) {
                return receiveForTask(sources);
            }
            Readiness.announce();
            return sources.size() == 1
                    ? receiveFromOne(sources.getFirst())
                    : receiveFromSeveral(sources, List.of(), List::of);
        } finally {
            sources.reversed().forEach(MessageSource::close);
        }
    }

    private int receiveForTask(List<MessageSource> sources) {
        try (LinkDiscovery links = new LinkDiscovery(plan.task())) {
            Readiness.announce();
            return receiveFromSeveral(sources, List.of(links.door()), links::openNewLinks);
        }
    }

    private int receiveFromOne(MessageSource source) {
        long received = 0;
        while (received < plan.count()) {
            MailboxOutcome room = sink.awaitRoom(plan.roomDeadline());
            if (room != MailboxOutcome.DONE) {
                return end(room, received, source.reference(), UNSETTLED);
            }
            int most = (int) Math.min(plan.count() - received, sink.batchSize());
            MailboxOutcome outcome = source.receive(most, plan.lease(), plan.deadline());
            if (outcome != MailboxOutcome.DONE) {
                return end(outcome, received, source.reference());
            }
            int count = source.receiver().count();
            int result = deliver(source);
            if (result == 0) {
                received += count;
            } else if (result != MessageSink.RETRY) {
                return result;
            }
        }
        return ExitCode.OK.code();
    }

    /**
     * Receives from the sources in turn, so that a source that always has messages does not starve
     * the other sources. A message in one of the {@code doors} announces a new source, and ends a
     * wait for messages. Returns the exit code.
     *
     * @param doors the mailboxes that announce new sources
     * @param discovery opens the new sources and returns them
     */
    private int receiveFromSeveral(
            List<MessageSource> sources,
            List<MessageSource> doors,
            Supplier<List<MessageSource>> discovery) {
        long received = 0;
        int next = 0;
        long deliveries = 0;
        List<MessageSource> watched = new ArrayList<>(doors);
        watched.addAll(sources);
        try (ArrivalWatcher watcher = new ArrivalWatcher()) {
            while (received < plan.count()) {
                MailboxOutcome room = sink.awaitRoom(plan.roomDeadline());
                if (room != MailboxOutcome.DONE) {
                    return end(room, received, null, UNSETTLED);
                }
                MessageSource found = null;
                for (int i = 0; i < sources.size() && found == null; i++) {
                    MessageSource source = sources.get((next + i) % sources.size());
                    MailboxOutcome outcome = receiveNow(source);
                    if (outcome == MailboxOutcome.DONE) {
                        found = source;
                        next = (next + i + 1) % sources.size();
                    } else if (outcome != MailboxOutcome.TIMED_OUT) {
                        return end(outcome, received, source.reference());
                    }
                }
                if (found != null) {
                    int result = deliver(found);
                    if (result != 0 && result != MessageSink.RETRY) {
                        return result;
                    }
                    received += result == MessageSink.RETRY ? 0 : 1;
                }
                if (found != null && ++deliveries % DELIVERIES_BETWEEN_DISCOVERIES != 0) {
                    continue;
                }
                List<MessageSource> opened = discovery.get();
                opened.forEach(one -> sink.opened(one.reference(), one.mailbox().spec()));
                watched.addAll(opened);
                sources.addAll(opened);
                if (found != null) {
                    continue;
                }
                if (opened.isEmpty() && !watcher.await(watched, plan.deadline())) {
                    return end(MailboxOutcome.TIMED_OUT, received, null);
                }
                if (HangUp.ofStdout()) {
                    return end(MailboxOutcome.GIVEN_UP, received, null);
                }
            }
        }
        return ExitCode.OK.code();
    }

    /**
     * Receives a message without waiting. Treats a mailbox whose lock is held by a stopped process
     * as empty, so that {@code recv} continues with the other mailboxes.
     */
    private MailboxOutcome receiveNow(MessageSource source) {
        try {
            return source.receive(1, plan.lease(), Deadline.NOW);
        } catch (IpcException e) {
            if (e.category() != Category.WOULD_BLOCK) {
                throw e;
            }
            return MailboxOutcome.TIMED_OUT;
        }
    }

    private int deliver(MessageSource source) {
        try {
            return sink.deliver(source.reference(), source.receiver());
        } catch (InternalError e) {
            throw source.reference().named(MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw source.reference().named(e);
        }
    }

    /**
     * Ends {@code recv} after a wait that ended without success. A wait that has timed out is a
     * success in two cases: {@code recv} has received messages before, or the user gave {@code
     * --drain}. In these cases, returns the exit code. In all other cases, throws an exception that
     * describes the failure.
     *
     * @param outcome the result of the last wait
     * @param received the number of messages that {@code recv} has received
     * @param reference the mailbox at which {@code recv} waited; null when it waited at several
     *     mailboxes
     */
    private int end(MailboxOutcome outcome, long received, MailboxReference reference) {
        String reason = reference == null ? "there is no message" : reference.emptyReason();
        return end(outcome, received, reference, reason);
    }

    private int end(
            MailboxOutcome outcome, long received, MailboxReference reference, String reason) {
        if (outcome == MailboxOutcome.TIMED_OUT && (received > 0 || plan.drain())) {
            return ExitCode.OK.code();
        }
        IpcException failure = WaitFailure.failure(outcome, plan.limit(), reason);
        throw reference == null ? failure : reference.named(failure);
    }
}
