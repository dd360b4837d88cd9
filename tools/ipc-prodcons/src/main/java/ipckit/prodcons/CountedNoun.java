package ipckit.prodcons;

/** Numbers with their nouns. */
public final class CountedNoun {
    private CountedNoun() {}

    /** {@code 1 item}, {@code 2 items}. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
