package ipckit.mq.port.message;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

import java.time.Duration;
import java.util.List;

/** {@code msg rpc}: sends requests to a port, and prints the reply to each request. */
final class CallPortCommand implements Command {
    private final ActingTask task;
    private final Argument<String> port;
    private final Argument<List<String>> requests;
    private final CarryOptions rights;
    private final Argument<Duration> timeout;
    private final MessageOutputOptions output;

    CallPortCommand(Arguments arguments) {
        port =
                arguments
                        .operand("PORT", "the task's name for the port", PortName.ANY)
                        .completes(Completion.PORT);
        requests = arguments.operands("MESSAGE", "the requests; - for those on stdin", 1);
        task = ActingTask.of(arguments);
        rights = new CarryOptions(arguments);
        timeout = arguments.duration("--timeout", "how long to wait for each reply");
        output = new MessageOutputOptions(arguments);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<String> bodies = given.get(requests);
        List<Carry> carried = rights.of(given, bodies);
        CallPortRun.Plan plan =
                new CallPortRun.Plan(
                        task.name(given),
                        given.get(port),
                        bodies,
                        output.framing(given),
                        carried,
                        limit(given));
        ReceivedMessagePrinter printer =
                new ReceivedMessagePrinter(plan.task(), output, given, console);
        try (PortSpace space = task.open(given)) {
            return new CallPortRun(plan, space, console, printer).run();
        }
    }

    private WaitOptions.Limit limit(ParsedArguments given) {
        return given.find(timeout)
                .map(limit -> new WaitOptions.Limit(limit.toNanos(), true))
                .orElse(WaitOptions.Limit.NONE);
    }
}
