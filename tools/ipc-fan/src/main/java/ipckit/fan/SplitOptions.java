package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Console;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Sizes;

import java.util.List;

/** The options of {@code --split}. */
final class SplitOptions {
    private static final long BLOCK = 1 << 20;
    private static final Sizes BLOCKS = new Sizes(1, 1 << 30);

    private final StreamOptions stream;
    private final Arg<Boolean> split;
    private final Arg<Boolean> roundRobin;
    private final Arg<Long> block;

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
    Arg<?> flag() {
        return split;
    }

    /** Whether the user wants that. */
    boolean areGiven(Parsed given) {
        return given.get(split);
    }

    /**
     * Shares stdin out.
     *
     * @return the exit code
     */
    int run(Parsed given, Console console, List<String> words, Limits limits) {
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
