package ipckit.common.cli.value;

import java.time.Duration;
import java.util.List;

/**
 * Converts durations, such as {@code 500ms} and {@code 1.5s}. The units are {@code ns}, {@code us},
 * {@code ms}, {@code s}, {@code m}, {@code h} and {@code d}.
 *
 * <p>A number without a unit is refused. Some programs take such a number for seconds and others
 * for milliseconds. Even {@code 0} needs a unit: for the program {@code timeout}, 0 means no limit,
 * but in ipckit, {@code 0s} forbids waiting.
 *
 * <p>Decimal fractions are converted without rounding, so a fraction of a nanosecond is refused.
 * The longest duration is 106751 days, because one more day would be more than {@link
 * Long#MAX_VALUE} nanoseconds.
 *
 * @param least the shortest accepted duration
 */
public record DurationConverter(Duration least) implements Converter<Duration> {
    /** Accepts all durations, including 0. */
    public static final DurationConverter ANY = new DurationConverter(Duration.ZERO);

    private static final List<String> UNITS = List.of("ns", "us", "ms", "s", "m", "h", "d");
    private static final long SECOND = 1_000_000_000L;
    private static final long[] NANOS = {
        1, 1_000, 1_000_000, SECOND, 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND
    };
    private static final int BASE = 10;
    private static final Duration LONGEST = Duration.ofDays(106_751);

    @Override
    public Duration convert(String text) {
        int point = DecimalDigits.endOfDigits(text, 0);
        int end = point;
        if (point < text.length() && text.charAt(point) == '.') {
            end = DecimalDigits.endOfDigits(text, point + 1);
        }
        long whole = DecimalDigits.parse(text, 0, point);
        int unitIndex = UNITS.indexOf(text.substring(end));
        boolean emptyFraction = end == point + 1;
        if (whole == DecimalDigits.MALFORMED || unitIndex < 0 || emptyFraction) {
            throw malformed(text);
        }
        long unit = NANOS[unitIndex];
        if (whole == DecimalDigits.TOO_LARGE || whole > LONGEST.toNanos() / unit) {
            throw InvalidValue.tooLarge(text, show(LONGEST));
        }
        Duration duration =
                Duration.ofNanos(whole * unit).plusNanos(fraction(text, point + 1, end, unit));
        if (duration.compareTo(LONGEST) > 0) {
            throw InvalidValue.tooLarge(text, show(LONGEST));
        }
        if (duration.compareTo(least) < 0) {
            throw InvalidValue.tooSmall(text, show(least));
        }
        return duration;
    }

    @Override
    public List<String> examples() {
        return List.of("100ms", "1s", "10s", "1m");
    }

    /** Returns the duration in the largest unit that needs no fraction. */
    @Override
    public String show(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        int unit = UNITS.size() - 1;
        while (nanos % NANOS[unit] != 0) {
            unit--;
        }
        return nanos / NANOS[unit] + UNITS.get(unit);
    }

    /**
     * Converts a fraction of a unit to nanoseconds. The digits after the decimal point are {@code
     * text[from, to)}.
     *
     * @param unit the number of nanoseconds in one unit
     */
    private long fraction(String text, int from, int to, long unit) {
        long nanos = 0;
        long place = unit;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (place % BASE != 0 && digit != 0) {
                throw malformed(text);
            }
            place /= BASE;
            nanos += digit * place;
        }
        return nanos;
    }

    private RuntimeException malformed(String text) {
        return InvalidValue.malformed("a duration", text, show(least), "500ms, 2s, 1m");
    }
}
