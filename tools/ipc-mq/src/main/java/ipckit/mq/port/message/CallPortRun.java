package ipckit.mq.port.message;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.Framing;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.message.MessageInput;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;

import java.util.List;

/**
 * One execution of {@code msg rpc}: sends requests, and prints the reply to each request before it
 * sends the next one. An instance belongs to one thread.
 */
final class CallPortRun {
    /**
     * The options of one {@code msg rpc}.
     *
     * @param task the task that sends the requests
     * @param port the task's name for the port
     * @param requests the bodies; {@link MessageInput#STDIN} stands for the requests on stdin
     * @param framing the framing of the requests on stdin
     * @param carried the rights that the request carries in addition to the right to reply; must be
     *     empty if there are several requests
     * @param limit the user's limit for each call
     */
    record Plan(
            String task,
            String port,
            List<String> requests,
            Framing framing,
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
        try (PortCall calls =
                PortCall.open(
                        space,
                        plan.task(),
                        plan.port(),
                        plan.limit(),
                        failure -> NamedFailure.ofReply("port", plan.port(), failure))) {
            PortMessageInput input =
                    new PortMessageInput(console, plan.framing(), plan.task(), calls.maxSize());
            input.forEach(plan.requests(), request -> call(calls, request));
        }
        return ExitCode.OK.code();
    }

    private void call(PortCall calls, byte[] request) {
        Message reply = calls.call(request, plan.carried());
        printer.print(plan.port(), reply, calls.rights());
        calls.acknowledge();
    }
}
