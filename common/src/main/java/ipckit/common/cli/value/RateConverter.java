package ipckit.common.cli.value;

import java.util.List;

/**
 * Converts text to a rate, for example {@code 100/s}, {@code 5/m} or {@code 1/h}. A rate is a whole
 * number of events, at least 1, in a span of one second, minute or hour. A number without a span is
 * refused.
 */
public enum RateConverter implements Converter<Rate> {
    /** Accepts all rates; the lowest is 1 event per hour. */
    ANY;

    private static final String SPANS = "smh";
    private static final String LEAST = "1/h";
    private static final long[] NANOS = {1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L};

    @Override
    public Rate convert(String text) {
        int slash = DecimalDigits.endOfDigits(text, 0);
        long count = DecimalDigits.parse(text, 0, slash);
        boolean shaped = slash + 2 == text.length() && text.charAt(slash) == '/';
        int span = shaped ? SPANS.indexOf(text.charAt(slash + 1)) : -1;
        if (count == DecimalDigits.MALFORMED || span < 0) {
            throw InvalidValue.malformed("a rate", text, LEAST, "100/s, 5/m");
        }
        if (count == DecimalDigits.TOO_LARGE) {
            throw InvalidValue.tooLarge(text, Long.MAX_VALUE + "/s");
        }
        if (count == 0) {
            throw InvalidValue.tooSmall(text, LEAST);
        }
        return new Rate(count, NANOS[span]);
    }

    @Override
    public List<String> examples() {
        return List.of("1/s", "10/s", "100/s", "1000/s");
    }

    @Override
    public String show(Rate rate) {
        int span = 0;
        while (NANOS[span] != rate.perNanos()) {
            span++;
        }
        return rate.count() + "/" + SPANS.charAt(span);
    }
}
