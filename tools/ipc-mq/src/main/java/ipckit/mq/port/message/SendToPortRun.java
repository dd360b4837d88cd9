package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.Framing;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.SentCount;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;

import java.lang.foreign.ValueLayout;
import java.util.List;

/** Sends the messages of one {@code msg send}. Belongs to one thread. */
final class SendToPortRun {
    /**
     * The longest time in nanoseconds of one part of a wait for room. The process of the task that
     * receives from the full port may have been killed, and perhaps no other process uses the port
     * space. Therefore this process destroys dead tasks between two parts of the wait. If the
     * receiving task was one of them, the port is then dead, and the wait ends.
     */
    private static final long LONGEST_WAIT_NANOS = 150_000_000;

    /**
     * The arguments of one {@code msg send}.
     *
     * @param task the task that sends
     * @param port the task's name for the port
     * @param messages the bodies; {@link MessageInput#STDIN} stands for the lines on stdin
     * @param carried the rights that the message carries; must be empty if there are several
     *     messages
     */
    record Plan(
            String task,
            String port,
            List<String> messages,
            List<Carry> carried,
            WaitOptions.Limit limit) {}

    private final Plan plan;
    private final PortSpace space;
    private final Console console;
    private long sent;

    SendToPortRun(Plan plan, PortSpace space, Console console) {
        this.plan = plan;
        this.space = space;
        this.console = console;
    }

    /**
     * Sends all messages.
     *
     * @throws IpcException if a message cannot be sent; the message of the exception also says how
     *     many messages were sent before the failure
     */
    void run() {
        try {
            PortSender sender = space.ports().sender(plan.task(), plan.port(), plan.limit().next());
            MessageInput input =
                    new MessageInput(
                            console,
                            Framing.LINES,
                            0,
                            MessageMetadata.of(plan.task()),
                            sender.maxSize());
            for (String argument : plan.messages()) {
                input.forEach(argument, message -> send(sender, message));
            }
        } catch (IpcException e) {
            throw SentCount.addTo(e, sent, plan.messages());
        }
    }

    private void send(PortSender sender, OutgoingMessage message) {
        byte[] body =
                message.body()
                        .asSlice(message.from(), message.length())
                        .toArray(ValueLayout.JAVA_BYTE);
        Deadline deadline = plan.limit().next();
        DeathSearch deaths = new DeathSearch(space);
        MailboxOutcome outcome = trySend(sender, body, deadline);
        while (outcome == MailboxOutcome.TIMED_OUT && !deadline.expired()) {
            deaths.complete();
            outcome = trySend(sender, body, deadline);
        }
        if (outcome != MailboxOutcome.DONE) {
            throw NamedFailure.of(
                    "port",
                    plan.port(),
                    WaitFailure.failure(outcome, plan.limit(), sender.fullReason()));
        }
        sent++;
    }

    /** Sends a message. Waits at most {@link #LONGEST_WAIT_NANOS}, and then returns TIMED_OUT. */
    private MailboxOutcome trySend(PortSender sender, byte[] body, Deadline deadline) {
        try {
            return sender.send(
                    0,
                    MessageMetadata.of(plan.task()),
                    body,
                    plan.carried(),
                    deadline.atMost(LONGEST_WAIT_NANOS));
        } catch (IpcException e) {
            // Another process has kept the lock of the port space during this part of the wait.
            if (e.category() == Category.TIMED_OUT && !deadline.expired()) {
                return MailboxOutcome.TIMED_OUT;
            }
            throw e;
        }
    }
}
