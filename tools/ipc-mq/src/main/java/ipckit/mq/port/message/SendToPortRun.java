package ipckit.mq.port.message;

import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.SentCount;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;

import java.util.List;

/** Sends the messages of one {@code msg send}. An instance belongs to one thread. */
final class SendToPortRun {
    /**
     * The arguments of one {@code msg send}.
     *
     * @param task the task that sends
     * @param thread the name of the sending thread; empty if the user has not named a thread
     * @param port the task's name for the port
     * @param messages the bodies; {@link MessageInput#STDIN} stands for the messages on stdin
     * @param framing the framing of the messages on stdin
     * @param carried the rights that the message carries; must be empty if there are several
     *     messages
     * @param pend whether a message to a full port becomes pending: it enters the port beyond the
     *     queue limit
     */
    record Plan(
            String task,
            String thread,
            String port,
            List<String> messages,
            Framing framing,
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
            PortMessageInput input =
                    new PortMessageInput(
                            console, plan.framing(), plan.task(), sender.sender().maxSize());
            input.forEach(plan.messages(), body -> send(sender, body));
        } catch (IpcException e) {
            throw SentCount.addTo(e, sent, plan.messages());
        }
    }

    private void send(PatientSender sender, byte[] body) {
        if (!plan.pend()) {
            sender.send(body, plan.carried(), plan.limit().next());
        } else if (sender.sendOrPend(plan.thread(), body, plan.carried())) {
            console.message("ipc-mq: port " + plan.port() + " is full: the message is pending");
        }
        sent++;
    }
}
