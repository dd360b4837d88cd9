package ipckit.fan.pool;

import ipckit.common.pipe.Framing;
import ipckit.common.process.ExitResult;

/** Phrases of which messages about children and their records consist. */
public final class MessageText {
    private MessageText() {}

    /** Returns "was ended by signal 9" or "ended with status 3". */
    public static String exit(ExitResult result) {
        return result.signal() == 0
                ? "ended with status " + result.exit()
                : "was ended by signal " + result.signal();
    }

    /** Returns "1 line", "12 lines"; for other framings than lines "1 item", "12 items". */
    public static String records(long count, Framing framing) {
        String noun = noun(framing);
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /**
     * Returns what is lost with a child that did not end well, to be appended to its exit.
     *
     * @param count how many records the child was given; the text is empty for 0
     */
    public static String loss(long count, Framing framing) {
        return count == 0
                ? ""
                : ": of "
                        + records(count, framing)
                        + " that it was given, what it had not written is lost";
    }

    /** Returns "1 worker", "4 workers". */
    public static String workers(long count) {
        return count == 1 ? "1 worker" : count + " workers";
    }

    /** Returns "line", or "item" for other framings than lines. */
    public static String noun(Framing framing) {
        return framing == Framing.LINES ? "line" : "item";
    }
}
