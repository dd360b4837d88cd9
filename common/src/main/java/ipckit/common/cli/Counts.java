package ipckit.common.cli;

/**
 * Numbers of things: decimal digits and nothing else.
 *
 * @param least the smallest accepted
 * @param most the largest accepted
 */
public record Counts(long least, long most) implements Converter<Long> {
    /** From 0. */
    public static final Counts FROM_ZERO = new Counts(0, Long.MAX_VALUE);

    /** From 1. */
    public static final Counts FROM_ONE = new Counts(1, Long.MAX_VALUE);

    @Override
    public Long convert(String text) {
        long count = Decimal.parse(text, 0, text.length());
        if (count == Decimal.MALFORMED) {
            throw Invalid.not("a whole number", text, "1, 1024");
        }
        if (count == Decimal.TOO_LARGE || count > most) {
            throw Invalid.tooLarge(text, Long.toString(most));
        }
        if (count < least) {
            throw Invalid.tooSmall(text, Long.toString(least));
        }
        return count;
    }
}
