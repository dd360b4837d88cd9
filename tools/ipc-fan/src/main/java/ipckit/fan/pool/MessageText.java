package ipckit.fan.pool;

import ipckit.common.pipe.Framing;
import ipckit.common.process.ExitResult;

/** The phrases in messages about children and their records. */
public final class MessageText {
    private MessageText() {}

    /** Returns "was ended by signal 9" or "ended with status 3". */
    public static String exit(ExitResult result) {
        return result.signal() == 0
                ? "ended with status " + result.exit()
                : "was ended by signal " + result.signal();
    }

    /**
     * Returns the count with its noun: "1 line" or "12 lines" for lines, "1 item" or "12 items" for
     * other framings.
     */
    public static String records(long count, Framing framing) {
        String noun = noun(framing);
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /**
     * Returns the end of the message about a child's exit: for how many records the child's output
     * is lost.
     *
     * @param count the number of records given to the child; the text is empty for 0
     */
    public static String loss(long count, Framing framing) {
        return count == 0
                ? ""
                : ": of "
                        + records(count, framing)
                        + " that it was given, what it had not written is lost";
    }

    /** Returns the count with its noun: "1 worker" or "4 workers". */
    public static String workers(long count) {
        return count == 1 ? "1 worker" : count + " workers";
    }

    /** Returns "line" for lines, or "item" for other framings. */
    public static String noun(Framing framing) {
        return framing == Framing.LINES ? "line" : "item";
    }
}
