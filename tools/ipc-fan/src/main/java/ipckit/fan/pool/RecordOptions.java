package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.pipe.Framing;

import java.util.List;

/**
 * The options of the verbs that read records from standard input: {@code --null}, {@code --frame},
 * {@code --keep-order} and {@code --tag}.
 */
public final class RecordOptions {
    private static final Framing[] FRAMINGS = {Framing.LINES, Framing.NULS, Framing.FRAMES};

    private final FramingOptions<Framing> framing;
    private final Argument<Boolean> keepOrder;
    private final Argument<Boolean> tag;

    /**
     * Declares the options.
     *
     * @param orderHelp the help of {@code --keep-order}
     * @param tagHelp the help of {@code --tag}
     */
    public RecordOptions(Arguments arguments, String orderHelp, String tagHelp) {
        framing = new FramingOptions<>(arguments, FRAMINGS, "record");
        keepOrder = arguments.flag("-k, --keep-order", orderHelp);
        tag = arguments.flag("--tag", tagHelp);
    }

    /** Returns the option {@code --keep-order}, for rules about combinations of options. */
    public Argument<?> keepOrder() {
        return keepOrder;
    }

    /** Returns the option {@code --tag}, for rules about combinations of options. */
    public Argument<?> tag() {
        return tag;
    }

    /** Returns how records are separated. */
    public Framing framing(ParsedArguments given) {
        return framing.of(given);
    }

    /** Returns whether output is in the order of the input. */
    public boolean keepsOrder(ParsedArguments given) {
        return given.get(keepOrder);
    }

    /** Returns whether each line of output begins with a tag. */
    public boolean tags(ParsedArguments given) {
        return given.get(tag);
    }

    /**
     * Returns the plan of a pool whose children write records with the framing of the input.
     *
     * @throws IpcException USAGE for {@code --tag} with {@code --frame}, because a tag would not be
     *     part of the frame
     */
    public StreamPlan plan(ParsedArguments given, PoolLimits limits, List<String> command) {
        if (given.get(tag) && given.get(framing.frame())) {
            throw new IpcException(Category.USAGE, "--tag and --frame exclude each other");
        }
        return new StreamPlan(
                command, framing(given), given.get(keepOrder), given.get(tag), limits);
    }
}
