package ipckit.fan.split;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.SizeConverter;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.pool.StreamPlan;

import java.util.List;

/** The verb {@code split}, which divides standard input among several children. */
public final class SplitCommand implements Command {
    private static final long BLOCK_SIZE = 1 << 20;
    private static final SizeConverter BLOCK_SIZES = new SizeConverter(1, 1 << 30);

    private final JobsOption jobs;
    private final RecordOptions record;
    private final Argument<Boolean> roundRobin;
    private final Argument<Long> blockSize;
    private final GraceOption grace;
    private final ExitOptions exit;
    private final Argument<List<String>> command;

    public SplitCommand(Arguments arguments) {
        jobs = JobsOption.of(arguments, "children at a time");
        record =
                new RecordOptions(
                        arguments,
                        "a child for each block, and output in the order of the blocks",
                        "begin each record of output with the child's number and a tab");
        roundRobin =
                arguments.flag(
                        "--round-robin",
                        "blocks go to one child after the other, not to a free one");
        blockSize =
                arguments
                        .option("--block", "SIZE", "largest size of a block", BLOCK_SIZES)
                        .orElse(BLOCK_SIZE);
        grace = new GraceOption(arguments);
        exit = ExitOptions.withCommand(arguments);
        command =
                arguments.command(
                        "the command of each child, which reads blocks of whole records from stdin",
                        true);
        arguments.exclusive(roundRobin, record.keepOrder());
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        record.rejectTaggedFrames(given);
        StreamPlan stream =
                record.plan(given, exit.limits(given, jobs.count(given)), given.get(command));
        SplitPlan plan = new SplitPlan(stream, given.get(blockSize), given.get(roundRobin));
        return stream.run(
                console,
                grace.of(given),
                (tree, input) ->
                        stream.keepOrder()
                                ? new OrderedSplitRun(plan, console, tree, input).run()
                                : SplitRun.run(plan, console, tree, input));
    }
}
