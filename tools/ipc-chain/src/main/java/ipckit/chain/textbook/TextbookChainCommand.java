package ipckit.chain.textbook;

import ipckit.chain.supervision.ChainArguments;
import ipckit.chain.supervision.ChainExitRule;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.KillAfterOption;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.option.TreeOptions.Moment;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.ProcessTreeView.Form;
import ipckit.common.cli.runner.Command;

import java.time.Duration;
import java.util.List;

/**
 * {@code ipc-chain -n N}: runs the chain of processes that textbooks make with fork(2). Each
 * process prints one line. {@code ipc-chain run}: runs a chain in which each process runs a
 * command.
 */
public final class TextbookChainCommand implements Command {
    private final Argument<Long> count;
    private final TreeOptions tree;
    private final Argument<ChainExitRule> exit;
    private final Argument<Duration> killAfter;

    /** The user's command, which each process runs; null for {@code ipc-chain -n N}. */
    private Argument<List<String>> command;

    private TextbookChainCommand(Arguments arguments, Moment usualMoment, Form usualForm) {
        count = ChainArguments.count(arguments, "chain");
        tree =
                new TreeOptions(
                        arguments,
                        "a process waits for its child",
                        "chain",
                        "the chain",
                        usualMoment,
                        usualForm);
        exit = ChainArguments.exit(arguments, "process");
        killAfter = KillAfterOption.of(arguments);
        arguments.mayExit(ExitCode.AROUND_COMMAND, ExitCode.OUTPUT_CLOSED);
    }

    /** Returns the object that runs {@code ipc-chain -n N}. */
    public static Command printing(Arguments arguments) {
        return new TextbookChainCommand(arguments, Moment.BEFORE, Form.TEXT);
    }

    /** Returns the object that runs {@code ipc-chain run}. */
    public static Command running(Arguments arguments) {
        TextbookChainCommand made = new TextbookChainCommand(arguments, Moment.AFTER, Form.NONE);
        made.command =
                arguments.command(
                        "the command of each process; IPC_INDEX is its number, from 1, IPC_COUNT is"
                                + " N, and IPC_PARENT is the process ID of its parent",
                        true);
        arguments.mayExit(ExitCode.CANNOT_RUN, ExitCode.NOT_FOUND);
        return made;
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return TextbookChain.run(
                new TextbookChain.Plan(
                        Math.toIntExact(given.get(count)),
                        tree.of(given),
                        given.get(killAfter),
                        given.get(exit),
                        command == null ? List.of() : given.get(command)),
                console);
    }
}
