package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.pipe.Framing;

/**
 * The options of all that makes records of stdin, hands them to commands and merges what they say.
 */
public final class RecordOptions {
    private static final CountConverter TRIES = new CountConverter(0, 1 << 20);

    private final Argument<Boolean> nuls;
    private final Argument<Boolean> frames;
    private final Argument<Boolean> keepOrder;
    private final Argument<Boolean> tag;
    private final Argument<Long> retries;

    public RecordOptions(Arguments arguments) {
        nuls = arguments.flag("-0, --null", "records end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "a 4-byte big-endian length before each record");
        keepOrder =
                arguments.flag(
                        "-k, --keep-order", "what comes out is in the order of what went in");
        tag =
                arguments.flag(
                        "--tag", "begin each line of output with its record, or child, and a tab");
        retries =
                arguments.option(
                        "--retries",
                        "K",
                        "try what failed K more times (if not given, 0; with --serve, 3)",
                        TRIES);
        arguments.exclusive(nuls, frames);
    }

    /** Makes it an error to give them without what they belong to. */
    public void belongTo(
            Arguments arguments,
            Argument<?> each,
            Argument<?> split,
            Argument<?> serve,
            Argument<?> from) {
        arguments.needs(nuls, each, split, serve);
        arguments.needs(frames, each, split, serve);
        arguments.needs(keepOrder, each, split, serve);
        arguments.needs(tag, each, split, serve);
        arguments.needs(retries, each, serve, from);
    }

    /** For rules with other options. */
    public Argument<?> keepOrder() {
        return keepOrder;
    }

    /** For rules with other options. */
    public Argument<?> tag() {
        return tag;
    }

    /** How records are told apart. */
    public Framing framing(ParsedArguments given) {
        if (given.get(nuls)) {
            return Framing.NULS;
        }
        return given.get(frames) ? Framing.FRAMES : Framing.LINES;
    }

    public boolean keepsOrder(ParsedArguments given) {
        return given.get(keepOrder);
    }

    public boolean tags(ParsedArguments given) {
        return given.get(tag);
    }

    /**
     * Whether the children's records, which are what they write, are tagged.
     *
     * @throws IpcException USAGE where records have their length before them
     */
    public boolean tagsRecords(ParsedArguments given) {
        if (given.get(tag) && given.get(frames)) {
            throw new IpcException(Category.USAGE, "--tag makes no sense with --frame");
        }
        return given.get(tag);
    }

    /** How often more something is tried. */
    public int retries(ParsedArguments given, int otherwise) {
        return Math.toIntExact(given.find(retries).orElse((long) otherwise));
    }
}
