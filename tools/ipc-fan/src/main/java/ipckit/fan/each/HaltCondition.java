package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.value.Converter;

/**
 * When failed jobs end the whole: {@code never}, {@code soon,fail=3}, {@code now,fail=20%}.
 *
 * @param now whether running jobs are ended, too; otherwise only nothing new is started
 * @param failures how many must have failed; 0 for never
 * @param percent whether that is a percentage of those that have ended
 */
record HaltCondition(boolean now, long failures, boolean percent) {
    /** Whatever fails, all are run. */
    static final HaltCondition NEVER = new HaltCondition(false, 0, false);

    /** So many failures make a percentage meaningful. */
    private static final long LEAST = 3;

    private static final int ALL = 100;

    /** Parses what a user gives. */
    enum Parser implements Converter<HaltCondition> {
        /** The only one. */
        ANY;

        @Override
        public HaltCondition convert(String text) {
            return parse(text);
        }
    }

    /**
     * @throws IpcException USAGE
     */
    static HaltCondition parse(String text) {
        if (text.equals("never")) {
            return NEVER;
        }
        boolean now = text.startsWith("now,fail=");
        if (!now && !text.startsWith("soon,fail=")) {
            throw wrong(text);
        }
        String limit = text.substring(text.indexOf('=') + 1);
        boolean percent = limit.endsWith("%");
        String digits = percent ? limit.substring(0, limit.length() - 1) : limit;
        if (!digits.matches("[0-9]{1,9}")) {
            throw wrong(text);
        }
        long failures = Long.parseLong(digits);
        if (failures == 0 || percent && failures > ALL) {
            throw wrong(text);
        }
        return new HaltCondition(now, failures, percent);
    }

    private static IpcException wrong(String text) {
        return new IpcException(
                Category.USAGE,
                "'" + text + "' is not never, soon,fail=N, now,fail=N or one of these with N%");
    }

    /** Whether so many failures are enough. */
    boolean isReached(long failed, long ended) {
        if (failures == 0) {
            return false;
        }
        return percent ? failed >= LEAST && failed * ALL >= failures * ended : failed >= failures;
    }

    @Override
    public String toString() {
        if (failures == 0) {
            return "never";
        }
        return (now ? "now" : "soon") + ",fail=" + failures + (percent ? "%" : "");
    }
}
