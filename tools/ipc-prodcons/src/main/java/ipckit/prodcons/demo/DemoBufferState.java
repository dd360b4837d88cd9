package ipckit.prodcons.demo;

/**
 * The state of the buffer at one moment, in the textbook's terms.
 *
 * @param in the next free slot
 * @param out the first full slot
 * @param slotStates one character for each slot: {@link #FREE}, {@link #FULL}, {@link #CLAIMED} or
 *     {@link #DONE}
 * @param names for each slot the name of its item, or of its last item; empty when it never had one
 */
record DemoBufferState(int in, int out, String slotStates, String[] names) {
    static final char FREE = '.';
    static final char FULL = '#';

    /** Full, and claimed by a consumer. */
    static final char CLAIMED = 'o';

    /** Consumed, but not free as long as a slot between {@code out} and this one is not. */
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

    /** Returns the variables as the lecture writes them: {@code { in = 1, out = 0 }}. */
    String variables() {
        return "{ in = " + in + ", out = " + out + " }";
    }

    /** Returns EMPTY, FULL, or an empty string. */
    String condition() {
        return isEmpty() ? "EMPTY" : isFull() ? "FULL" : "";
    }
}
