package ipckit.fan.textbook;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.Shutdown;
import ipckit.fan.pool.ExitOptions;

import java.util.List;

/** The verb {@code run}, which runs a command in each of n children. */
public final class RunFanCommand implements Command {
    private final FanCountOption count;
    private final TreeOptions tree;
    private final ExitOptions exit;
    private final Argument<List<String>> command;

    public RunFanCommand(Arguments arguments) {
        count = new FanCountOption(arguments);
        tree =
                new TreeOptions(
                        arguments,
                        "the parent waits for its children",
                        "fan",
                        "the others",
                        TreeOptions.Moment.BEFORE,
                        Form.NONE);
        exit = ExitOptions.withCommand(arguments);
        command = arguments.command("the command of each child; IPC_INDEX is its number", true);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        int children = count.of(given);
        Shutdown.onQuit();
        List<String> words = given.get(command);
        return ProcessFan.run(
                new ProcessFan.Plan(exit.limits(given, children), tree.of(given), words), console);
    }
}
