package ipckit.common.cli.output;

/**
 * Formats instants as ISO-8601 in UTC with milliseconds: {@code 2026-01-31T09:05:07.042Z}. The
 * formatters of {@code java.time} are not used, because they take tens of milliseconds at first
 * use.
 */
public final class Timestamps {
    private static final int MILLIS_A_SECOND = 1000;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3600;
    private static final long MILLIS_A_DAY = 86_400_000L;
    private static final int DAYS_AN_ERA = 146_097;
    private static final int YEARS_AN_ERA = 400;

    /**
     * The number of days from 0000-03-01 to 1970-01-01. {@link #date} counts days from 0000-03-01.
     */
    private static final long DAYS_TO_EPOCH = 719_468;

    private Timestamps() {}

    /**
     * Returns the timestamp of an instant in the years 0 to 9999.
     *
     * @param epochMillis the instant in milliseconds since 1970, as {@link
     *     System#currentTimeMillis()} returns it
     */
    public static String iso(long epochMillis) {
        StringBuilder text = new StringBuilder(24);
        date(text, Math.floorDiv(epochMillis, MILLIS_A_DAY) + DAYS_TO_EPOCH);
        int millis = (int) Math.floorMod(epochMillis, MILLIS_A_DAY);
        int seconds = millis / MILLIS_A_SECOND;
        text.append('T');
        padded(text, seconds / SECONDS_AN_HOUR, 2).append(':');
        padded(text, seconds / SECONDS_A_MINUTE % SECONDS_A_MINUTE, 2).append(':');
        padded(text, seconds % SECONDS_A_MINUTE, 2).append('.');
        return padded(text, millis % MILLIS_A_SECOND, 3).append('Z').toString();
    }

    /**
     * Appends the Gregorian date of a day.
     *
     * <p>In the calculation, a year begins in March. Then the leap day is the last day of its year,
     * and the lengths of months follow one linear rule.
     *
     * @param day the number of days since 0000-03-01
     */
    private static void date(StringBuilder text, long day) {
        long era = Math.floorDiv(day, DAYS_AN_ERA);
        int dayOfEra = Math.floorMod(day, DAYS_AN_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * YEARS_AN_ERA + yearOfEra + (month <= 2 ? 1 : 0);
        padded(text, year, 4).append('-');
        padded(text, month, 2).append('-');
        padded(text, dayOfMonth, 2);
    }

    private static StringBuilder padded(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
}
