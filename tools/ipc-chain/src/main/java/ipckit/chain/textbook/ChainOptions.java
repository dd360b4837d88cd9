package ipckit.chain.textbook;

import ipckit.chain.supervision.ChainArguments;
import ipckit.chain.supervision.ChainExitRule;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.option.TreeOptions.Moment;
import ipckit.common.cli.output.ProcessTreeView.Form;

import java.time.Duration;
import java.util.List;

/** The options that {@code ipc-chain -n N} and {@code ipc-chain run} have in common. */
final class ChainOptions {
    private final Argument<Long> count;
    private final TreeOptions tree;
    private final Argument<ChainExitRule> exit;
    private final Argument<Duration> grace;

    /**
     * Declares the options.
     *
     * @param usualMoment the default of {@code --wait}
     * @param usualForm the default of {@code --format}
     */
    ChainOptions(Arguments arguments, Moment usualMoment, Form usualForm) {
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
        grace = ChainArguments.grace(arguments, "process");
        arguments.mayExit(ExitCode.AROUND_COMMAND, ExitCode.OUTPUT_CLOSED);
    }

    /**
     * Returns the plan that the options select.
     *
     * @param command the command that each process runs; empty when there is no command
     */
    TextbookChain.Plan plan(ParsedArguments given, List<String> command) {
        return new TextbookChain.Plan(
                Math.toIntExact(given.get(count)),
                tree.of(given),
                given.get(grace),
                given.get(exit),
                command);
    }
}
