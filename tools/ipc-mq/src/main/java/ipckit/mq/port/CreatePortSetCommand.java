package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/** {@code portset create}: creates an empty port set. */
final class CreatePortSetCommand implements Command {
    private final ActingTask task;
    private final Argument<String> set;

    CreatePortSetCommand(Arguments arguments) {
        set = arguments.operand("SET", "the name of the port set in the task", PortName.ANY);
        task = ActingTask.of(arguments);
        arguments.mayExit(ExitCode.CANNOT_CREATE);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            space.sets().create(task.name(given), given.get(set));
        }
        return ExitCode.OK.code();
    }
}
