package ipckit.mq;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Parsed;
import ipckit.common.pipe.Framing;

/** The options that say how messages are told apart in a stream. */
final class Streams {
    private final Arg<Boolean> nuls;
    private final Arg<Boolean> frames;
    private final Arg<Boolean> whole;

    Streams(Arguments arguments, String wholeHelp) {
        nuls = arguments.flag("-0, --null", "messages end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "frames: a length, what is beside the body, the body");
        whole = arguments.flag("--whole", wholeHelp);
        arguments.exclusive(nuls, frames, whole);
    }

    /** For rules with other options. */
    Arg<?>[] all() {
        return new Arg<?>[] {nuls, frames, whole};
    }

    Framing of(Parsed given) {
        if (given.get(nuls)) {
            return Framing.NULS;
        }
        if (given.get(frames)) {
            return Framing.FRAMES;
        }
        return given.get(whole) ? Framing.WHOLE : Framing.LINES;
    }
}
