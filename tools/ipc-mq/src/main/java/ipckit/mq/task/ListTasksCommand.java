package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;

/** {@code task ls}: lists all tasks, including tasks that have only links and no ports. */
final class ListTasksCommand implements Command {
    private final Argument<Boolean> json;

    ListTasksCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(
                ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextTable table = new TextTable().left("TASK", "STATE").right("RIGHTS");
        for (TaskRegistry.Entry task : new TaskRegistry().list()) {
            String state = task.state().word();
            if (given.get(json)) {
                console.json()
                        .object()
                        .field("task", task.name())
                        .field("state", state)
                        .field("rights", task.rights())
                        .end()
                        .endLine();
            } else {
                table.row(task.name(), state, Integer.toString(task.rights()));
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }
}
