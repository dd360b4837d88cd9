package ipckit.prodcons;

/** Formats a number with its noun, in the singular or in the plural. */
public final class CountedNoun {
    private CountedNoun() {}

    /** Returns the number and its noun, for example {@code 1 item} or {@code 2 items}. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
