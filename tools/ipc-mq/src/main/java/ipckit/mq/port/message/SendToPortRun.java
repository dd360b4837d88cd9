package ipckit.mq.port.message;

import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.SentCount;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;

import java.lang.foreign.ValueLayout;
import java.util.List;

/** Sends the messages of one {@code msg send}. Belongs to one thread. */
final class SendToPortRun {
    /**
     * The arguments of one {@code msg send}.
     *
     * @param task the task that sends
     * @param thread the name of the sending thread; empty if the user has not named a thread
     * @param port the task's name for the port
     * @param messages the bodies; {@link MessageInput#STDIN} stands for the lines on stdin
     * @param carried the rights that the message carries; must be empty if there are several
     *     messages
     * @param pend whether a message becomes pending if the port is full
     */
    record Plan(
            String task,
            String thread,
            String port,
            List<String> messages,
            List<Carry> carried,
            WaitOptions.Limit limit,
            boolean pend) {}

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
            PatientSender sender =
                    PatientSender.open(space, plan.task(), plan.port(), plan.limit());
            MessageInput input =
                    new MessageInput(
                            console,
                            Framing.LINES,
                            0,
                            MessageMetadata.of(plan.task()),
                            sender.sender().maxSize());
            for (String argument : plan.messages()) {
                input.forEach(argument, message -> send(sender, message));
            }
        } catch (IpcException e) {
            throw SentCount.addTo(e, sent, plan.messages());
        }
    }

    private void send(PatientSender sender, OutgoingMessage message) {
        if (!plan.pend()) {
            sender.send(bodyOf(message), plan.carried(), plan.limit().next());
        } else if (sender.sendOrPend(plan.thread(), bodyOf(message), plan.carried())) {
            console.message("ipc-mq: port " + plan.port() + " is full: the message is pending");
        }
        sent++;
    }

    /** Returns a copy of the bytes of a message's body. */
    static byte[] bodyOf(OutgoingMessage message) {
        return message.body()
                .asSlice(message.from(), message.length())
                .toArray(ValueLayout.JAVA_BYTE);
    }
}
