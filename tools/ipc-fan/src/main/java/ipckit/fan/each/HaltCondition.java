package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition under which failed jobs halt the pool, for example {@code never}, {@code
 * soon,fail=3} or {@code now,fail=20%}.
 *
 * @param now true if running jobs are ended when the condition is fulfilled; false if running jobs
 *     continue. In both cases no more jobs start.
 * @param failures the number or percentage of failed jobs that fulfils the condition; 0 for the
 *     condition {@link #NEVER}
 * @param percentage whether {@code failures} is a percentage of the jobs that have ended
 */
record HaltCondition(boolean now, long failures, boolean percentage) {
    /** The condition that is never fulfilled. */
    static final HaltCondition NEVER = new HaltCondition(false, 0, false);

    private static final Pattern FORM = Pattern.compile("(soon|now),fail=([0-9]{1,9})(%?)");

    /**
     * A condition with a percentage is not fulfilled until at least this number of jobs have
     * failed. Otherwise, if the first job failed, 100 per cent of the ended jobs would have failed,
     * and the pool would halt.
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
        long failures = parts.matches() ? Long.parseLong(parts.group(2)) : 0;
        boolean percentage = failures > 0 && !parts.group(3).isEmpty();
        if (failures == 0 || percentage && failures > ALL) {
            throw new IpcException(
                    Category.USAGE,
                    "'" + text + "' is not never, soon,fail=N, now,fail=N or one of these with N%");
        }
        return new HaltCondition(parts.group(1).equals("now"), failures, percentage);
    }

    /**
     * Returns whether {@code failed} failed jobs among {@code ended} ended jobs fulfil the
     * condition.
     */
    boolean isMet(long failed, long ended) {
        if (failures == 0) {
            return false;
        }
        return percentage
                ? failed >= LEAST_FOR_PERCENTAGE && failed * ALL >= failures * ended
                : failed >= failures;
    }

    /** Returns the text from which {@link #parse} creates this condition. */
    @Override
    public String toString() {
        if (failures == 0) {
            return "never";
        }
        return (now ? "now" : "soon") + ",fail=" + failures + (percentage ? "%" : "");
    }
}
