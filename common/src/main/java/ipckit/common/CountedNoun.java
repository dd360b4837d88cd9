package ipckit.common;

/**
 * Formats a number together with a noun in the singular or the plural.
 *
 * <p>This class is in the root package, because several packages use it in their error messages.
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
     * Returns the singular of a noun if the number is 1, and otherwise the plural. The plural ends
     * in -ies if the singular ends in -y after a consonant, in -es if the singular ends in -s, and
     * otherwise in -s.
     *
     * @param noun the noun in the singular
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
