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
     * @param orderHelp the help text of {@code --keep-order}
     * @param tagHelp the help text of {@code --tag}
     */
    public RecordOptions(Arguments arguments, String orderHelp, String tagHelp) {
        framing = new FramingOptions<>(arguments, FRAMINGS, "record");
        keepOrder = arguments.flag("-k, --keep-order", orderHelp);
        tag = arguments.flag("--tag", tagHelp);
    }

    /**
     * Returns the option {@code --keep-order}. A verb needs the returned object to declare which
     * other options exclude {@code --keep-order}.
     */
    public Argument<?> keepOrder() {
        return keepOrder;
    }

    /**
     * Returns the option {@code --tag}. A verb needs the returned object to declare which other
     * options exclude {@code --tag}.
     */
    public Argument<?> tag() {
        return tag;
    }

    /**
     * Rejects {@code --tag} together with {@code --frame}, because a tag between two frames would
     * make the output unreadable as a sequence of frames. A verb needs this check only if its
     * children write frames when the user gives {@code --frame}.
     *
     * @throws IpcException USAGE if the user gave both options
     */
    public void rejectTaggedFrames(ParsedArguments given) {
        if (given.get(tag) && given.get(framing.frame())) {
            throw new IpcException(Category.USAGE, "--tag and --frame exclude each other");
        }
    }

    /**
     * Returns how records are separated: by newlines, by zero bytes, or as frames, which begin with
     * the length of the record.
     */
    public Framing framing(ParsedArguments given) {
        return framing.of(given);
    }

    /**
     * Returns the plan of a pool that runs the user's command. The plan contains the values that
     * the user gave to these options, and the limits of the pool.
     */
    public StreamPlan plan(ParsedArguments given, PoolLimits limits, List<String> command) {
        return new StreamPlan(
                command, framing.of(given), given.get(keepOrder), given.get(tag), limits);
    }
}
