package ipckit.common.cli.value;

import java.util.List;

/**
 * Converts sizes in bytes: {@code 4096}, {@code 4K}, {@code 4KiB}, {@code 1M}, {@code 2G}, {@code
 * 1T}.
 *
 * <p>K is 1024 bytes, M is 1024 K, and so on, as in {@code dd}, {@code head} and {@code truncate}.
 * The letter may be in lower case. {@code KB} is refused, because {@code KB} means 1000 bytes in
 * these three programs and 1024 bytes in others. Fractions are refused: one and a half GiB is
 * {@code 1536M}.
 *
 * @param least the smallest accepted size, in bytes
 * @param most the largest accepted size, in bytes
 */
public record SizeConverter(long least, long most) implements Converter<Long> {
    /** Accepts 0 and all larger sizes. */
    public static final SizeConverter FROM_ZERO = new SizeConverter(0, Long.MAX_VALUE);

    /** Accepts 1 byte and all larger sizes. */
    public static final SizeConverter FROM_ONE = new SizeConverter(1, Long.MAX_VALUE);

    private static final String UNITS = "KMGT";
    private static final int BITS_A_UNIT = 10;
    private static final int MALFORMED = -1;

    @Override
    public Long convert(String text) {
        int end = DecimalDigits.endOfDigits(text, 0);
        long count = DecimalDigits.parse(text, 0, end);
        int shift = shift(text, end);
        if (count == DecimalDigits.MALFORMED || shift == MALFORMED) {
            throw InvalidValue.malformed("a size", text, show(least), "4096, 4K, 1M");
        }
        if (count == DecimalDigits.TOO_LARGE || count > most >> shift) {
            throw InvalidValue.tooLarge(text, show(most));
        }
        long bytes = count << shift;
        if (bytes < least) {
            throw InvalidValue.tooSmall(text, show(least));
        }
        return bytes;
    }

    @Override
    public List<String> examples() {
        return List.of("4K", "64K", "1M", "16M", "1G");
    }

    /**
     * Returns the size in the largest unit that gives a whole number: {@code 1M} for 1048576 bytes,
     * and {@code 1025} for 1025 bytes.
     */
    @Override
    public String show(Long bytes) {
        long count = bytes;
        int unit = 0;
        while (count != 0 && (count & ((1 << BITS_A_UNIT) - 1)) == 0 && unit < UNITS.length()) {
            count >>= BITS_A_UNIT;
            unit++;
        }
        return unit == 0 ? Long.toString(count) : Long.toString(count) + UNITS.charAt(unit - 1);
    }

    private static int shift(String text, int from) {
        if (from == text.length()) {
            return 0;
        }
        int unit = UNITS.indexOf(Character.toUpperCase(text.charAt(from)));
        String rest = text.substring(from + 1);
        if (unit < 0 || !rest.isEmpty() && !rest.equals("iB")) {
            return MALFORMED;
        }
        return (unit + 1) * BITS_A_UNIT;
    }
}
