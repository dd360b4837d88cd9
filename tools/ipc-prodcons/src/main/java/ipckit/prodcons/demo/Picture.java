package ipckit.prodcons.demo;

/**
 * The buffer at one moment, as the textbook draws it.
 *
 * @param in the next free slot
 * @param out the first full slot
 * @param states of each slot: {@link #FREE}, {@link #FULL}, or {@link #IN_HAND}
 * @param names the item in each slot; empty where there is none
 */
record Picture(int in, int out, String states, String[] names) {
    static final char FREE = '.';
    static final char FULL = '#';

    /** Full, and a consumer works on it. */
    static final char IN_HAND = 'o';

    int slots() {
        return names.length;
    }

    boolean isEmpty() {
        return in == out;
    }

    boolean isFull() {
        return (in + 1) % slots() == out;
    }

    /** As the lecture writes it: {@code { in = 1, out = 0 }}. */
    String variables() {
        return "{ in = " + in + ", out = " + out + " }";
    }

    /** EMPTY, FULL, or nothing. */
    String condition() {
        return isEmpty() ? "EMPTY" : isFull() ? "FULL" : "";
    }
}
