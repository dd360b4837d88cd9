package ipckit.fan.pool;

import ipckit.common.pipe.Framing;
import ipckit.common.process.ExitResult;

/** How messages put what has become of somebody. */
public final class ExitText {
    private ExitText() {}

    /** "was ended by signal 9", "ended with status 3". */
    public static String text(ExitResult ended) {
        return ended.signal() == 0
                ? "ended with status " + ended.exit()
                : "was ended by signal " + ended.signal();
    }

    /** "1 line", "12 lines"; records that are no lines are items. */
    public static String records(long count, Framing framing) {
        String noun = noun(framing);
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /** What the end of somebody means who was given so many records. */
    public static String loss(long count, Framing framing) {
        return count == 0
                ? ""
                : ": of "
                        + records(count, framing)
                        + " that it was given, what it had not written is lost";
    }

    /** "1 worker", "4 workers". */
    public static String workers(long count) {
        return count == 1 ? "1 worker" : count + " workers";
    }

    /** "line", or "item" where records are no lines. */
    public static String noun(Framing framing) {
        return framing == Framing.LINES ? "line" : "item";
    }
}
