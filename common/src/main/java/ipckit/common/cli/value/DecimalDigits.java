package ipckit.common.cli.value;

/** Reads numbers in ASCII digits, without a sign or blanks. */
final class DecimalDigits {
    /**
     * The result of {@link #parse} for a text that is empty or contains a character that is not a
     * digit.
     */
    static final long MALFORMED = -1;

    /** The result of {@link #parse} for a number that is too large for a long. */
    static final long TOO_LARGE = -2;

    private static final int BASE = 10;

    private DecimalDigits() {}

    /**
     * Returns the number in {@code text[from, to)}. Returns {@link #MALFORMED} if that part of the
     * text is empty or contains a character that is not a digit. Returns {@link #TOO_LARGE} if the
     * number is too large for a long.
     */
    static long parse(String text, int from, int to) {
        if (endOfDigits(text, from) != to || from == to) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / BASE) {
                return TOO_LARGE;
            }
            value = value * BASE + digit;
        }
        return value;
    }

    /**
     * Returns the index of the first character, at {@code from} or later, that is not a digit.
     * Returns the length of the text if there is no such character.
     */
    static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
