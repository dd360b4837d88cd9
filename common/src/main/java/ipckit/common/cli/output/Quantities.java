package ipckit.common.cli.output;

/** Formats quantities for progress lines and tables. JSON output has plain numbers instead. */
public final class Quantities {
    private static final String[] IEC = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int KIBI = 1024;
    private static final int GROUP = 3;
    private static final long NANOS_A_SECOND = 1_000_000_000L;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int MINUTES_AN_HOUR = 60;
    private static final String[] TIME_UNITS = {"ns", "us", "ms", "s", "min", "h", "d"};
    private static final double[] TIME_NANOS = {1, 1e3, 1e6, 1e9, 60e9, 3600e9, 86_400e9};

    /**
     * The smallest fraction of a unit that {@link #duration} shows as 1 of this unit. For example,
     * 999.6 ms is shown as {@code 1 s}.
     */
    private static final double ALMOST_ONE = 0.9995;

    private static final int TEN = 10;
    private static final int HUNDRED = 100;

    private Quantities() {}

    /**
     * Formats a size in bytes. A size of at least 1 KiB has one decimal and is rounded down: {@code
     * 512 B}, {@code 1.5 KiB}, {@code 2.0 GiB}.
     */
    public static String bytes(long bytes) {
        if (bytes < KIBI) {
            return bytes + " B";
        }
        int unit = 0;
        long tenths = bytes;
        long rest = 0;
        while (tenths >= KIBI) {
            rest = tenths % KIBI;
            tenths /= KIBI;
            unit++;
        }
        return tenths + "." + rest * 10 / KIBI + " " + IEC[unit];
    }

    /** Formats a number with a comma between groups of three digits: {@code 1,234,567}. */
    public static String count(long count) {
        String digits = Long.toString(Math.abs(count));
        StringBuilder grouped = new StringBuilder(count < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % GROUP == 0) {
                grouped.append(',');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /**
     * Formats the rate of {@code bytes} bytes in {@code nanos} nanoseconds: {@code 1.5 MiB/s}. The
     * rate is {@code 0 B/s} when {@code nanos} is 0 or negative.
     */
    public static String byteRate(long bytes, long nanos) {
        return bytes(perSecond(bytes, nanos)) + "/s";
    }

    /**
     * Formats the rate of {@code count} items in {@code nanos} nanoseconds: {@code 12,345/s}. The
     * rate is {@code 0/s} when {@code nanos} is 0 or negative.
     */
    public static String countRate(long count, long nanos) {
        return count(perSecond(count, nanos)) + "/s";
    }

    /** Formats a duration in seconds, minutes and hours: {@code 0:07}, {@code 1:02:03}. */
    public static String elapsed(long nanos) {
        long seconds = nanos / NANOS_A_SECOND;
        long minutes = seconds / SECONDS_A_MINUTE;
        long hours = minutes / MINUTES_AN_HOUR;
        String tail = ":" + twoDigits(seconds % SECONDS_A_MINUTE);
        return hours == 0
                ? minutes + tail
                : hours + ":" + twoDigits(minutes % MINUTES_AN_HOUR) + tail;
    }

    /**
     * Formats a duration in the largest unit in which it is at least 1: {@code 850 ns}, {@code 1.2
     * ms}, {@code 250 ms}, {@code 2 min}. A number below 100 has one decimal, unless the decimal is
     * 0 or the unit is ns. A duration of 0 or less is {@code 0 ms}.
     */
    public static String duration(double nanos) {
        if (nanos <= 0) {
            return "0 ms";
        }
        int unit = TIME_UNITS.length - 1;
        while (unit > 0 && nanos < ALMOST_ONE * TIME_NANOS[unit]) {
            unit--;
        }
        double number = nanos / TIME_NANOS[unit];
        long tenths = Math.round(number * TEN);
        String decimal = unit > 0 && number < HUNDRED && tenths % TEN > 0 ? "." + tenths % TEN : "";
        long whole = number < HUNDRED ? tenths / TEN : Math.round(number);
        return whole + decimal + " " + TIME_UNITS[unit];
    }

    private static long perSecond(long amount, long nanos) {
        return nanos <= 0 ? 0 : (long) ((double) amount * NANOS_A_SECOND / nanos);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
