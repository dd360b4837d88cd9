package ipckit.prodcons.demo;

/**
 * The state of the buffer at one moment, in the textbook's terms.
 *
 * @param in the index of the next free slot
 * @param out the index of the first full slot
 * @param slotStates one character for each slot: {@link #FREE}, {@link #FULL}, {@link #CLAIMED} or
 *     {@link #DONE}
 * @param names the name of the item in each slot. For a free slot of a ring, the name is an empty
 *     string. For a free slot of the textbook's buffer, it is the name of the item that was last in
 *     the slot, or an empty string if the slot never had an item.
 */
record DemoBufferState(int in, int out, String slotStates, String[] names) {
    static final char FREE = '.';
    static final char FULL = '#';

    /** The slot is full, and a consumer has claimed the item in the slot. */
    static final char CLAIMED = 'o';

    /**
     * The item in the slot is consumed, but the slot is not free yet. Slots become free in the
     * order of their items. This slot therefore becomes free only when all older items are
     * consumed.
     */
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

    /** Returns {@code in} and {@code out} as the output shows them: {@code { in = 1, out = 0 }}. */
    String variables() {
        return "{ in = " + in + ", out = " + out + " }";
    }

    /**
     * Returns {@code EMPTY} or {@code FULL}, or an empty string when the buffer is neither empty
     * nor full.
     */
    String condition() {
        return isEmpty() ? "EMPTY" : isFull() ? "FULL" : "";
    }
}
