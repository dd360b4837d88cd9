package ipckit.prodcons;

/** Formats a number together with a noun in the singular or the plural. */
public final class CountedNoun {
    private CountedNoun() {}

    /** Returns a number and a noun, for example {@code 1 item} or {@code 2 items}. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
