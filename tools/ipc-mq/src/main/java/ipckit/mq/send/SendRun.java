package ipckit.mq.send;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.PendingSender;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.MappedFile;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessageInput;

import java.util.List;

/** One run of {@code send}. */
final class SendRun {
    /**
     * What is asked for.
     *
     * @param messages their bodies; {@code -} for those on stdin
     * @param pend whether one may be kept beyond the limit
     */
    record Plan(
            MailboxReference route,
            List<String> messages,
            int priority,
            MessageMetadata meta,
            Framing framing,
            WaitOptions.Limit patience,
            boolean untilReceived,
            boolean pend) {}

    private final Plan plan;
    private final Console console;
    private final byte[] meta;
    private long sent;
    private boolean waitsForReceiver;

    SendRun(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
        this.meta = plan.meta().bytes();
    }

    /**
     * @throws IpcException for whatever ended it early; its message says how many messages are in
     */
    void run() {
        try {
            Mailbox box = plan.route().open();
            waitsForReceiver = plan.untilReceived() || box.spec().isRendezvous();
            if (plan.pend()) {
                pendAll(box);
            } else {
                sendAll(box);
            }
        } catch (InternalError e) {
            throw withCount(plan.route().named(MappedFile.fault(e, "it")));
        } catch (IpcException e) {
            throw withCount(e);
        }
    }

    private void pendAll(Mailbox box) {
        if (box.spec().isRendezvous()) {
            throw new IpcException(
                    Category.USAGE, "--pend needs a mailbox that holds messages, not capacity 0");
        }
        try (PendingSender pender = box.pender(plan.meta().sender(), plan.patience().next())) {
            MessageInput drafts = drafts(box.spec());
            for (String message : plan.messages()) {
                drafts.each(message, draft -> check(pender.sendOrPend(draft), 1));
            }
        } catch (IpcException e) {
            throw plan.route().named(e);
        }
    }

    private void sendAll(Mailbox box) {
        try (Sender sender = box.sender(plan.patience().next())) {
            boolean waits = plan.untilReceived();
            boolean runs = !waits && plan.framing() != Framing.FRAMES;
            MessageInput drafts = drafts(box.spec());
            for (String message : plan.messages()) {
                if (runs && message.equals(MessageInput.STDIN)) {
                    sendRuns(sender, box.spec());
                } else {
                    drafts.each(
                            message,
                            draft -> {
                                Deadline deadline = plan.patience().next();
                                check(
                                        waits
                                                ? sender.sendUntilReceived(draft, deadline)
                                                : sender.send(draft, deadline),
                                        1);
                            });
                }
            }
        } catch (IpcException e) {
            throw plan.route().named(e);
        }
    }

    private MessageInput drafts(MailboxSpec spec) {
        return new MessageInput(console, plan.framing(), plan.priority(), meta, spec.maxSize());
    }

    private void check(MailboxOutcome outcome, long messages) {
        switch (outcome) {
            case DONE -> sent += messages;
            case PENDING -> {
                sent += messages;
                console.message(
                        "ipc-mq: " + plan.route().title() + " is full: the message is pending");
            }
            default ->
                    throw WaitFailure.failure(
                            outcome,
                            plan.patience(),
                            waitsForReceiver ? "nobody has received it" : "it is full");
        }
    }

    /** As many at once as there is room for. */
    private void sendRuns(Sender sender, MailboxSpec spec) {
        try (RunReader reader = new RunReader(console.stdin(), plan.framing(), spec.maxSize())) {
            while (reader.next()) {
                MailboxOutcome outcome;
                try {
                    outcome =
                            sender.sendRun(
                                    plan.framing().format(),
                                    reader.bytes(),
                                    reader.from(),
                                    reader.length(),
                                    plan.priority(),
                                    meta,
                                    plan.patience()::next);
                } finally {
                    sent += sender.sent();
                }
                check(outcome, 0);
            }
        }
    }

    private IpcException withCount(IpcException e) {
        return counted(e, sent, plan.messages());
    }

    /**
     * A failure, told with how many messages had gone in before; not where one was to go.
     *
     * @param messages as they were asked for
     */
    static IpcException counted(IpcException e, long sent, List<String> messages) {
        if (e.category() == Category.USAGE && sent == 0
                || sent == 0 && messages.size() == 1 && !messages.contains(MessageInput.STDIN)) {
            return e;
        }
        return new IpcException(
                e.category(),
                e.getMessage() + "; " + (sent == 1 ? "1 message" : sent + " messages") + " in",
                e);
    }
}
