package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Right;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/** {@code port drop}: destroys one of the rights that a task has under a name. */
final class DropRightCommand implements Command {
    private final ActingTask task;
    private final Argument<String> name;
    private final Argument<Right> right;

    DropRightCommand(Arguments arguments) {
        name = PortName.operand(arguments);
        task = ActingTask.of(arguments);
        right =
                arguments
                        .choice("--right", Right.values(), "the right to destroy")
                        .orElse(Right.SEND);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            space.ports().drop(task.name(given), given.get(name), given.get(right));
        }
        return ExitCode.OK.code();
    }
}
