package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * The condition under which failed jobs halt the pool, for example {@code never}, {@code
 * soon,fail=3} or {@code now,fail=20%}.
 *
 * @param now whether running jobs are ended too; otherwise only no more jobs start
 * @param failures the number or percentage of failed jobs that fulfils the condition; 0 for never
 * @param percentage whether {@code failures} is a percentage of the jobs that have ended
 */
record HaltCondition(boolean now, long failures, boolean percentage) {
    /** The condition that is never fulfilled. */
    static final HaltCondition NEVER = new HaltCondition(false, 0, false);

    /** The minimum number of failed jobs for which a percentage is meaningful. */
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
        boolean now = text.startsWith("now,fail=");
        if (!now && !text.startsWith("soon,fail=")) {
            throw invalid(text);
        }
        String limit = text.substring(text.indexOf('=') + 1);
        boolean percentage = limit.endsWith("%");
        String digits = percentage ? limit.substring(0, limit.length() - 1) : limit;
        if (!digits.matches("[0-9]{1,9}")) {
            throw invalid(text);
        }
        long failures = Long.parseLong(digits);
        if (failures == 0 || percentage && failures > ALL) {
            throw invalid(text);
        }
        return new HaltCondition(now, failures, percentage);
    }

    private static IpcException invalid(String text) {
        return new IpcException(
                Category.USAGE,
                "'" + text + "' is not never, soon,fail=N, now,fail=N or one of these with N%");
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
