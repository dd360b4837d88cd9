package ipckit.fan;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Parsed;
import ipckit.common.pipe.Framing;

/** The options that say how records are told apart in a stream. */
final class Framings {
    private final Arg<Boolean> nuls;
    private final Arg<Boolean> frames;

    Framings(Arguments arguments) {
        nuls = arguments.flag("-0, --null", "records end in a zero byte, not in a newline");
        frames = arguments.flag("--frame", "a 4-byte big-endian length before each record");
        arguments.exclusive(nuls, frames);
    }

    Framing of(Parsed given) {
        if (given.get(nuls)) {
            return Framing.NULS;
        }
        return given.get(frames) ? Framing.FRAMES : Framing.LINES;
    }
}
