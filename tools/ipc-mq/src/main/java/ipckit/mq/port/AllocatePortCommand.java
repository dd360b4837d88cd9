package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/** {@code port allocate}: creates a port. The task gets the receive right and a send right. */
final class AllocatePortCommand implements Command {
    private final ActingTask task;
    private final Argument<String> name;
    private final Argument<Long> queue;

    AllocatePortCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the name of the port in the task", PortName.ANY);
        task = ActingTask.of(arguments);
        queue =
                arguments
                        .option(
                                "--queue",
                                "N",
                                "the number of messages that the port holds, 0 to 1024",
                                new CountConverter(0, Ports.MOST_MESSAGES))
                        .orElse((long) Ports.STANDARD_LIMIT);
        arguments.mayExit(ExitCode.CANNOT_CREATE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            space.ports()
                    .allocate(
                            task.name(given),
                            given.get(name),
                            Math.toIntExact(given.get(queue)),
                            Ports.STANDARD_BYTES);
        }
        return ExitCode.OK.code();
    }
}
