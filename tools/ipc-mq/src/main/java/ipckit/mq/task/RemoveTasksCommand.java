package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.common.naming.ObjectName;

import java.util.List;

/** {@code task rm}: removes tasks with their ports, their rights and the links to them. */
final class RemoveTasksCommand implements Command {
    private final Argument<List<String>> tasks;
    private final Argument<Boolean> ifPresent;

    RemoveTasksCommand(Arguments arguments) {
        tasks =
                arguments
                        .operands("TASK", "one or more tasks", 1, PortName.ANY)
                        .completes(Completion.TASK);
        ifPresent = arguments.flag("--if-present", "succeed for a TASK that does not exist");
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    /**
     * Removes one task after the other. After a failed removal, continues with the next task, as
     * rm(1) does. The first failure decides the exit code.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        TaskRegistry registry = new TaskRegistry();
        return EachOperand.run(
                "ipc-mq",
                given.get(tasks),
                console,
                task ->
                        EachOperand.remove(
                                given.get(ifPresent), () -> registry.remove(new ObjectName(task))));
    }
}
