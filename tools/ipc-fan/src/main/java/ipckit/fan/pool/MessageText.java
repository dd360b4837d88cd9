package ipckit.fan.pool;

import ipckit.common.CountedNoun;
import ipckit.common.pipe.Framing;
import ipckit.common.process.ExitResult;

/**
 * Creates the error message about the end of a child process of {@code ipc-fan}, and parts of other
 * error messages, such as "12 lines".
 */
public final class MessageText {
    private MessageText() {}

    /**
     * Returns a phrase for the end of a child, such as "was ended by signal 9" or "ended with
     * status 3".
     */
    public static String exit(ExitResult result) {
        return result.signal() == 0
                ? "ended with status " + result.exit()
                : "was ended by signal " + result.signal();
    }

    /**
     * Returns a number of records as text: "1 line" or "12 lines" if records are lines, otherwise
     * "1 item" or "12 items".
     */
    public static String records(long count, Framing framing) {
        return CountedNoun.of(count, noun(framing));
    }

    /**
     * Returns the error message about the end of a child. If the child was given records, the
     * message also contains their number, and a warning that any output which the child had not yet
     * written is lost.
     *
     * @param early whether the child ended before it had received all of its input
     * @param count the number of records that the child was given
     */
    public static String child(
            long number, ExitResult result, boolean early, long count, Framing framing) {
        String end = exit(result) + (early ? " before its input did" : "");
        String loss = ": of %s that it was given, what it had not written is lost";
        return "ipc-fan: child %s %s%s"
                .formatted(number, end, count == 0 ? "" : loss.formatted(records(count, framing)));
    }

    /** Returns "line" if records are lines, otherwise "item". */
    public static String noun(Framing framing) {
        return framing == Framing.LINES ? "line" : "item";
    }
}
