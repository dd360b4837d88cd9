package ipckit.common.cli.value;

/**
 * Converts text to a whole number. The text must consist of decimal digits, without a sign.
 *
 * @param least the smallest accepted number
 * @param most the largest accepted number
 */
public record CountConverter(long least, long most) implements Converter<Long> {
    /** Accepts 0 and all larger numbers. */
    public static final CountConverter FROM_ZERO = new CountConverter(0, Long.MAX_VALUE);

    /** Accepts 1 and all larger numbers. */
    public static final CountConverter FROM_ONE = new CountConverter(1, Long.MAX_VALUE);

    @Override
    public Long convert(String text) {
        long count = DecimalDigits.parse(text, 0, text.length());
        if (count == DecimalDigits.MALFORMED) {
            throw InvalidValue.malformed("a whole number", text, Long.toString(least), "1, 1024");
        }
        if (count == DecimalDigits.TOO_LARGE || count > most) {
            throw InvalidValue.tooLarge(text, Long.toString(most));
        }
        if (count < least) {
            throw InvalidValue.tooSmall(text, Long.toString(least));
        }
        return count;
    }
}
