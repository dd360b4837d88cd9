package ipckit.common;

/**
 * Formats a number together with a noun in the singular or the plural.
 *
 * <p>This class is in the root package, because error messages of all packages have such phrases.
 */
public final class CountedNoun {
    private CountedNoun() {}

    /**
     * Returns a number and a noun, for example {@code 1 item}, {@code 2 processes} or {@code 3
     * tries}.
     */
    public static String of(long count, String noun) {
        return count + " " + form(count, noun);
    }

    /**
     * Returns the form of a noun that follows a number.
     *
     * @param noun the noun in the singular; the plural ends in -s, in -es after -s, or in -ies
     *     instead of -y after a consonant
     */
    public static String form(long count, String noun) {
        if (count == 1) {
            return noun;
        }
        if (noun.endsWith("y") && !noun.matches(".*[aeiou]y")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun + (noun.endsWith("s") ? "es" : "s");
    }
}
