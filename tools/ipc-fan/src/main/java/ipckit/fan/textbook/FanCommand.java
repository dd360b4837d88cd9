package ipckit.fan.textbook;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.fan.pool.ExitOptions;

import java.util.List;

/**
 * Creates a fan, which is one parent with several children, as in a textbook. When {@code ipc-fan}
 * has no verb, each process prints a line; with the verb {@code run}, each child runs a command.
 */
public final class FanCommand implements Command {
    /** The largest number of processes that Linux allows on a 64-bit system. */
    private static final int MOST = 4_194_304;

    private final Argument<Long> count;
    private final TreeOptions tree;
    private final ExitOptions exit;

    /** The command of each child; null if each process prints a line. */
    private final Argument<List<String>> command;

    /** Declares {@code ipc-fan} without a verb: each process prints a line. */
    public static FanCommand withoutVerb(Arguments arguments) {
        return new FanCommand(arguments, false);
    }

    /** Declares the verb {@code run}: each child runs a command. */
    public static FanCommand run(Arguments arguments) {
        return new FanCommand(arguments, true);
    }

    private FanCommand(Arguments arguments, boolean runsCommand) {
        count =
                arguments
                        .option(
                                "-n, --count",
                                "N",
                                "the number of children",
                                new CountConverter(1, MOST))
                        .examples("3", "4", "10");
        tree =
                new TreeOptions(
                        arguments,
                        "the parent waits for its children",
                        "fan",
                        "the others",
                        TreeOptions.Moment.BEFORE,
                        runsCommand ? Form.NONE : Form.TEXT);
        exit = runsCommand ? ExitOptions.withCommand(arguments) : new ExitOptions(arguments);
        command =
                runsCommand
                        ? arguments.command(
                                "the command of each child; IPC_INDEX is its number", true)
                        : null;
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (!given.has(count)) {
            throw new IpcException(Category.USAGE, "-n is missing");
        }
        int children = Math.toIntExact(given.get(count));
        List<String> words = command == null ? List.of() : given.get(command);
        return ProcessFan.run(
                new ProcessFan.Plan(exit.limits(given, children), tree.of(given), words, false),
                console);
    }
}
