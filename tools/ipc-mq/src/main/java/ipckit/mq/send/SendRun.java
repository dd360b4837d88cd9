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
import ipckit.common.mailbox.MessageTiming;
import ipckit.common.mailbox.PendingSender;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.MappedFile;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RunReader;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.SentCount;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sends the messages of one {@code send} command to a mailbox or a link. An instance belongs to one
 * thread.
 */
final class SendRun {
    /**
     * The messages of the command, and the values of its options.
     *
     * @param messages the bodies; {@link MessageInput#STDIN} stands for the messages on stdin
     * @param delay the time between the sending of a message and the moment at which receivers can
     *     get it
     * @param expire the time after which an unreceived message is dropped; empty for never
     * @param untilReceived whether each send waits until a receiver has acknowledged or leased the
     *     message
     * @param pend whether the sender may leave one message pending when the mailbox is full; a
     *     pending message enters the mailbox as soon as there is room
     */
    record Plan(
            MailboxReference target,
            List<String> messages,
            int priority,
            MessageMetadata metadata,
            Framing framing,
            WaitOptions.Limit limit,
            Duration delay,
            Optional<Duration> expire,
            boolean untilReceived,
            boolean pend) {
        /** Returns the delay and the expiry of a message that is sent now. */
        MessageTiming timing() {
            return new MessageTiming(
                    delay.toMillis(), expire.map(Deadline::after).orElse(Deadline.NEVER));
        }

        /**
         * Fails if the user has given an option that has no meaning for a mailbox of capacity 0.
         */
        void checkRendezvous() {
            String refused =
                    pend
                            ? "--pend"
                            : !delay.isZero() ? "--delay" : expire.isPresent() ? "--expire" : "";
            if (!refused.isEmpty()) {
                throw new IpcException(
                        Category.USAGE,
                        refused + " needs a mailbox that holds messages, not capacity 0");
            }
        }
    }

    private final Plan plan;
    private final Console console;
    private long sent;
    private boolean waitsForReceiver;

    SendRun(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
    }

    /**
     * Sends all messages.
     *
     * @throws IpcException when a message cannot be sent; the error message also says how many
     *     messages were sent before the failure, as {@link SentCount#addTo} describes
     */
    void run() {
        try {
            Mailbox mailbox = plan.target().open();
            if (mailbox.spec().isRendezvous()) {
                plan.checkRendezvous();
            }
            waitsForReceiver = plan.untilReceived() || mailbox.spec().isRendezvous();
            if (plan.pend()) {
                pendAll(mailbox);
            } else {
                sendAll(mailbox);
            }
        } catch (InternalError e) {
            throw SentCount.addTo(
                    plan.target().named(MappedFile.fault(e, "it")), sent, plan.messages());
        } catch (IpcException e) {
            throw SentCount.addTo(e, sent, plan.messages());
        }
    }

    private void pendAll(Mailbox mailbox) {
        try (PendingSender sender = mailbox.pender(plan.metadata().sender(), plan.limit().next())) {
            MessageInput input = input(mailbox.spec());
            for (String argument : plan.messages()) {
                input.forEach(
                        argument,
                        message -> check(sender.sendOrPend(message.with(plan.timing())), 1));
            }
        } catch (IpcException e) {
            throw plan.target().named(e);
        }
    }

    private void sendAll(Mailbox mailbox) {
        try (Sender sender = mailbox.sender(plan.limit().next())) {
            MessageInput input = input(mailbox.spec());
            for (String argument : plan.messages()) {
                if (!plan.untilReceived() && argument.equals(MessageInput.STDIN)) {
                    input.forEachRun(
                            (run, priority, metadata) -> sendRun(sender, run, priority, metadata));
                } else {
                    input.forEach(
                            argument,
                            message -> {
                                Deadline deadline = plan.limit().next();
                                check(
                                        plan.untilReceived()
                                                ? sender.sendUntilReceived(message, deadline)
                                                : sender.send(
                                                        message.with(plan.timing()), deadline),
                                        1);
                            });
                }
            }
        } catch (IpcException e) {
            throw plan.target().named(e);
        }
    }

    private MessageInput input(MailboxSpec spec) {
        return new MessageInput(
                console, plan.framing(), plan.priority(), plan.metadata(), spec.maxSize());
    }

    private void check(MailboxOutcome outcome, long messages) {
        switch (outcome) {
            case DONE -> sent += messages;
            case PENDING -> {
                sent += messages;
                console.message(
                        "ipc-mq: " + plan.target().title() + " is full: the message is pending");
            }
            default ->
                    throw WaitFailure.failure(
                            outcome,
                            plan.limit(),
                            waitsForReceiver ? "no process has received it" : "it is full");
        }
    }

    /**
     * Sends a run, which is a group of consecutive messages that were read together. If a whole run
     * is sent at once, the mailbox's lock is acquired less often than for single messages.
     */
    private void sendRun(Sender sender, RunReader run, int priority, byte[] metadata) {
        MailboxOutcome outcome;
        try {
            outcome =
                    sender.sendRun(
                            plan.framing().format(),
                            run.bytes(),
                            run.from(),
                            run.length(),
                            priority,
                            metadata,
                            plan.timing(),
                            plan.limit()::next);
        } finally {
            sent += sender.sent();
        }
        check(outcome, 0);
    }
}
