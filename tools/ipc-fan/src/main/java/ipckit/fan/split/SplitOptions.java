package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.SizeConverter;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordOptions;

import java.util.List;

/** The options of {@code --split}. */
public final class SplitOptions {
    private static final long BLOCK = 1 << 20;
    private static final SizeConverter BLOCKS = new SizeConverter(1, 1 << 30);

    private final RecordOptions stream;
    private final Argument<Boolean> split;
    private final Argument<Boolean> roundRobin;
    private final Argument<Long> block;

    public SplitOptions(Arguments arguments, RecordOptions stream) {
        this.stream = stream;
        split =
                arguments.flag(
                        "--split", "the children share stdin, in blocks of whole lines, by stdin");
        roundRobin =
                arguments.flag(
                        "--round-robin", "blocks go to one after the other, not to who is free");
        block =
                arguments
                        .option("--block", "SIZE", "how long a block is at most", BLOCKS)
                        .orElse(BLOCK);
        arguments.needs(roundRobin, split);
        arguments.needs(block, split);
        // then each block has a child of its own
        arguments.exclusive(roundRobin, stream.keepOrder());
    }

    /** For rules with other options. */
    public Argument<?> flag() {
        return split;
    }

    /** Whether the user wants that. */
    public boolean areGiven(ParsedArguments given) {
        return given.get(split);
    }

    /**
     * Shares stdin out.
     *
     * @return the exit code
     */
    public int run(ParsedArguments given, Console console, List<String> words, PoolLimits limits) {
        SplitRun.Plan plan =
                new SplitRun.Plan(
                        limits.count(),
                        stream.framing(given),
                        given.get(block),
                        given.get(roundRobin),
                        stream.keepsOrder(given),
                        stream.tagsRecords(given),
                        limits.grace(),
                        limits.exit(),
                        words);
        try {
            return SplitRun.run(plan, console);
        } catch (IpcException e) {
            return OwnFailureReport.told(e, console);
        }
    }
}
