package ipckit.prodcons;

/** Numbers with their nouns. */
final class Counted {
    private Counted() {}

    /** {@code 1 item}, {@code 2 items}. */
    static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
