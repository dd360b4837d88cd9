package ipckit.fan.textbook;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.Shutdown;
import ipckit.fan.pool.ExitOptions;

import java.util.List;

/**
 * The form of {@code ipc-fan} without a verb: the textbook's program, in which each process prints
 * a line.
 */
public final class TextbookFanCommand implements Command {
    private final FanCountOption count;
    private final TreeOptions tree;
    private final ExitOptions exit;

    public TextbookFanCommand(Arguments arguments) {
        count = new FanCountOption(arguments);
        tree =
                new TreeOptions(
                        arguments,
                        "the parent waits for its children",
                        "fan",
                        "the others",
                        TreeOptions.Moment.BEFORE,
                        Form.TEXT);
        exit = new ExitOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        int children = count.of(given);
        Shutdown.onQuit();
        return ProcessFan.run(
                new ProcessFan.Plan(exit.limits(given, children), tree.of(given), List.of()),
                console);
    }
}
