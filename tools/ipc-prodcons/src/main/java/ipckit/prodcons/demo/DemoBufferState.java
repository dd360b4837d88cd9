package ipckit.prodcons.demo;

/**
 * The buffer at one moment, as the textbook draws it.
 *
 * @param in the next free slot
 * @param out the first full slot
 * @param states of each slot: {@link #FREE}, {@link #FULL}, {@link #IN_HAND} or {@link #DONE}
 * @param names the item in each slot, or that was there last; empty where none was
 */
record DemoBufferState(int in, int out, String states, String[] names) {
    static final char FREE = '.';
    static final char FULL = '#';

    /** Full, and a consumer works on it. */
    static final char IN_HAND = 'o';

    /** Consumed, and not free before the slots from {@code out} to here are. */
    static final char DONE = '-';

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
