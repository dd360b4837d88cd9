package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.SizeConverter;

import java.util.List;

/** The options of {@code --split}. */
final class SplitOptions {
    private static final long BLOCK = 1 << 20;
    private static final SizeConverter BLOCKS = new SizeConverter(1, 1 << 30);

    private final StreamOptions stream;
    private final Argument<Boolean> split;
    private final Argument<Boolean> roundRobin;
    private final Argument<Long> block;

    SplitOptions(Arguments arguments, StreamOptions stream) {
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
    Argument<?> flag() {
        return split;
    }

    /** Whether the user wants that. */
    boolean areGiven(ParsedArguments given) {
        return given.get(split);
    }

    /**
     * Shares stdin out.
     *
     * @return the exit code
     */
    int run(ParsedArguments given, Console console, List<String> words, Limits limits) {
        Splitting.Plan plan =
                new Splitting.Plan(
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
            return Splitting.run(plan, console);
        } catch (IpcException e) {
            return OwnFailure.told(e, console);
        }
    }
}
