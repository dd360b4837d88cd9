package ipckit.mq.port.message;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

import java.util.List;
import java.util.OptionalInt;

/** {@code msg receive}: receives messages and the rights that they carry. */
final class ReceiveFromPortCommand implements Command {
    private final ActingTask task;
    private final Argument<String> port;
    private final Argument<Long> count;
    private final Argument<Boolean> follow;
    private final Argument<Boolean> drain;
    private final Argument<String> rightName;
    private final WaitOptions waiting;
    private final MessageOutputOptions output;
    private final DaemonOptions daemon;

    ReceiveFromPortCommand(Arguments arguments) {
        port =
                arguments
                        .operand("PORT", "the task's name for a port or a port set", PortName.ANY)
                        .completes(Completion.PORT_OR_SET);
        task = ActingTask.of(arguments);
        count = arguments.count("-n, --count", "N", "end after N messages (default: 1)");
        follow = arguments.flag("--follow", "receive for ever");
        drain = arguments.flag("--drain", "end as soon as no message is available");
        rightName =
                arguments.option(
                        "--right-name",
                        "NAME",
                        "the name of received rights (default: the sender's)",
                        PortName.ANY);
        waiting = new WaitOptions(arguments);
        output = new MessageOutputOptions(arguments);
        daemon = new DaemonOptions(arguments);
        arguments.exclusive(count, follow, drain);
        arguments.exclusive(drain, waiting.timeout());
        daemon.need(arguments, follow);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (given.get(follow)) {
            OptionalInt started = daemon.startReceiver(given, List.of(), console);
            if (started.isPresent()) {
                return started.getAsInt();
            }
        }
        ReceiveFromPortRun.Plan plan =
                new ReceiveFromPortRun.Plan(
                        task.name(given),
                        given.get(port),
                        given.get(follow) || given.get(drain)
                                ? Long.MAX_VALUE
                                : given.find(count).orElse(1L),
                        waiting.of(given),
                        given.get(drain),
                        given.find(rightName).orElse(null));
        ReceivedMessagePrinter printer =
                new ReceivedMessagePrinter(plan.task(), output, given, console);
        try (PortSpace space = task.open(given)) {
            return new ReceiveFromPortRun(plan, space, printer).run();
        }
    }
}
