package ipckit.common;

/**
 * Formats a number together with a noun in the singular or the plural.
 *
 * <p>This class is in the root package, because error messages of all packages have such phrases.
 */
public final class CountedNoun {
    private CountedNoun() {}

    /** Returns a number and a noun, for example {@code 1 item} or {@code 2 processes}. */
    public static String of(long count, String noun) {
        return count + " " + form(count, noun);
    }

    /**
     * Returns the form of a noun that follows a number.
     *
     * @param noun the noun in the singular; the plural ends in -s, or in -es after -s
     */
    public static String form(long count, String noun) {
        if (count == 1) {
            return noun;
        }
        return noun + (noun.endsWith("s") ? "es" : "s");
    }
}
