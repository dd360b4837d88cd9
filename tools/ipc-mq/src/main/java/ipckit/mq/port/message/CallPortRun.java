package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.Framing;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.message.MessageInput;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.ReplyPort;
import ipckit.mq.task.KernelReply;

import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@code msg rpc}: sends requests, and prints the reply to each request before it sends
 * the next one. Belongs to one thread.
 */
final class CallPortRun {
    /**
     * The options of a run.
     *
     * @param task the task that sends the requests
     * @param port the task's name for the port
     * @param requests the bodies; {@link MessageInput#STDIN} stands for the lines on stdin
     * @param carried the rights that the request carries in addition to the right to reply; must be
     *     empty if there are several requests
     * @param limit the user's limit for each call
     */
    record Plan(
            String task,
            String port,
            List<String> requests,
            List<Carry> carried,
            WaitOptions.Limit limit) {}

    private final Plan plan;
    private final PortSpace space;
    private final Console console;
    private final ReceivedMessagePrinter printer;

    CallPortRun(Plan plan, PortSpace space, Console console, ReceivedMessagePrinter printer) {
        this.plan = plan;
        this.space = space;
        this.console = console;
        this.printer = printer;
    }

    /** Sends all requests, prints the replies, and returns the exit code. */
    int run() {
        PatientSender sender = PatientSender.open(space, plan.task(), plan.port(), plan.limit());
        try (ReplyPort replies = space.ports().replyPort(plan.task());
                PortReceiver receiver =
                        replies.receiver(plan.limit().next(), new DeathSearch(space))) {
            MessageInput input =
                    new MessageInput(
                            console,
                            Framing.LINES,
                            0,
                            MessageMetadata.of(plan.task()),
                            sender.sender().maxSize());
            for (String argument : plan.requests()) {
                input.forEach(argument, request -> call(sender, replies, receiver, request));
            }
        }
        return ExitCode.OK.code();
    }

    private void call(
            PatientSender sender,
            ReplyPort replies,
            PortReceiver receiver,
            OutgoingMessage request) {
        Deadline deadline = plan.limit().next();
        // The right to reply is the first right of the message. Servers rely on this order.
        List<Carry> carried = new ArrayList<>();
        carried.add(replies.right());
        carried.addAll(plan.carried());
        sender.send(SendToPortRun.bodyOf(request), carried, deadline);
        MailboxOutcome outcome = receiver.receive(deadline);
        if (outcome != MailboxOutcome.DONE) {
            throw named(WaitFailure.failure(outcome, plan.limit(), "it has not replied"));
        }
        if (receiver.notice() != null) {
            receiver.acknowledge();
            throw named(
                    new IpcException(
                            Category.REMOVED,
                            "it will not reply: the right to reply has been destroyed"));
        }
        KernelReply.check(receiver.message(), this::named);
        printer.print(plan.port(), receiver.message(), receiver.rights());
        receiver.acknowledge();
    }

    private IpcException named(IpcException failure) {
        return NamedFailure.of("port", plan.port(), failure);
    }
}
