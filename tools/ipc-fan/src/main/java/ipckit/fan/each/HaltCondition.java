package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition under which the results of jobs halt the pool, for example {@code never}, {@code
 * soon,fail=3}, {@code now,fail=20%} or {@code now,success=1}.
 *
 * @param now true if running jobs are ended when the condition is fulfilled; false if running jobs
 *     continue. In both cases no more jobs start.
 * @param onSuccess true if the condition counts jobs that succeeded; false if it counts jobs that
 *     failed
 * @param count the number or percentage of these jobs at which the condition is fulfilled; 0 for
 *     the condition {@link #NEVER}
 * @param percentage whether {@code count} is a percentage of the jobs that have ended
 */
record HaltCondition(boolean now, boolean onSuccess, long count, boolean percentage) {
    /** The condition that is never fulfilled. */
    static final HaltCondition NEVER = new HaltCondition(false, false, 0, false);

    private static final Pattern FORM =
            Pattern.compile("(soon|now),(fail|success)=([0-9]{1,9})(%?)");

    /**
     * The minimum number of jobs that must have failed (or succeeded) before a condition with a
     * percentage can be fulfilled. Without this minimum, if the first job failed, 100 per cent of
     * the ended jobs would have failed, and the pool would halt.
     */
    private static final long LEAST_FOR_PERCENTAGE = 3;

    private static final int ALL = 100;

    /**
     * Parses a condition.
     *
     * @throws IpcException USAGE if the text is not a condition
     */
    static HaltCondition parse(String text) {
        if (text.equals("never")) {
            return NEVER;
        }
        Matcher parts = FORM.matcher(text);
        long count = parts.matches() ? Long.parseLong(parts.group(3)) : 0;
        boolean percentage = count > 0 && !parts.group(4).isEmpty();
        if (count == 0 || percentage && count > ALL) {
            throw new IpcException(
                    Category.USAGE,
                    "'"
                            + text
                            + "' is not never, soon,fail=N, now,fail=N, soon,success=N,"
                            + " now,success=N or one of these with N%");
        }
        return new HaltCondition(
                parts.group(1).equals("now"), parts.group(2).equals("success"), count, percentage);
    }

    /** Returns whether the results of the ended jobs fulfil the condition. */
    boolean isMet(long succeeded, long failed) {
        if (count == 0) {
            return false;
        }
        long counted = onSuccess ? succeeded : failed;
        return percentage
                ? counted >= LEAST_FOR_PERCENTAGE && counted * ALL >= count * (succeeded + failed)
                : counted >= count;
    }

    /** Returns the text from which {@link #parse} creates this condition. */
    @Override
    public String toString() {
        if (count == 0) {
            return "never";
        }
        String what = onSuccess ? ",success=" : ",fail=";
        return (now ? "now" : "soon") + what + count + (percentage ? "%" : "");
    }
}
