package ipckit.prodcons;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.pipe.Framing;

/** The options that say how items are told apart in a stream; the same for every verb. */
public final class ItemFramingOptions {
    private final Argument<Boolean> nuls;
    private final Argument<Boolean> frames;
    private final Argument<Boolean> whole;

    public ItemFramingOptions(Arguments arguments, String wholeHelp) {
        nuls = arguments.flag("-0, --null", "items end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "a 4-byte big-endian length before each item");
        whole = arguments.flag("--whole", wholeHelp);
        arguments.exclusive(nuls, frames, whole);
    }

    public Framing of(ParsedArguments given) {
        if (given.get(nuls)) {
            return Framing.NULS;
        }
        if (given.get(frames)) {
            return Framing.FRAMES;
        }
        return given.get(whole) ? Framing.WHOLE : Framing.LINES;
    }
}
