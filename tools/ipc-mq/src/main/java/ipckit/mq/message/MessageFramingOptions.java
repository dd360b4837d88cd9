package ipckit.mq.message;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.pipe.Framing;

/** The options that say how messages are told apart in a stream. */
public final class MessageFramingOptions {
    private final Argument<Boolean> nuls;
    private final Argument<Boolean> frames;
    private final Argument<Boolean> whole;

    public MessageFramingOptions(Arguments arguments, String wholeHelp) {
        nuls = arguments.flag("-0, --null", "messages end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "frames: a length, what is beside the body, the body");
        whole = arguments.flag("--whole", wholeHelp);
        arguments.exclusive(nuls, frames, whole);
    }

    /** For rules with other options. */
    Argument<?>[] all() {
        return new Argument<?>[] {nuls, frames, whole};
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
