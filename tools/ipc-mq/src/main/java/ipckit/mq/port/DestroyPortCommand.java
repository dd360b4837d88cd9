package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/**
 * {@code port destroy}: destroys all rights that a task has under a name. If the receive right is
 * one of them, the port dies. But if a task has requested a port-destroyed notice, the port stays
 * alive, and the notice carries the receive right to that task.
 */
final class DestroyPortCommand implements Command {
    private final ActingTask task;
    private final Argument<String> name;

    DestroyPortCommand(Arguments arguments) {
        name =
                arguments
                        .operand("NAME", "a name of the task: a port or a port set", PortName.ANY)
                        .completes(Completion.PORT_OR_SET);
        task = ActingTask.of(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            space.ports().destroy(task.name(given), given.get(name));
        }
        return ExitCode.OK.code();
    }
}
