package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;

/**
 * {@code task create}: creates a task with a port for notices and a port for requests that control
 * the task.
 */
final class CreateTaskCommand implements Command {
    private final Argument<String> task;

    CreateTaskCommand(Arguments arguments) {
        task = arguments.operand("TASK", "the new task", PortName.ANY);
        arguments.mayExit(
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        new TaskRegistry().create(new ObjectName(given.get(task)));
        return ExitCode.OK.code();
    }
}
