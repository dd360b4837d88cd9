package ipckit.common.queue;

import ipckit.common.queue.RingSpec.FullRule;

/** The kinds of ring on which the tests that extend {@link RingContract} run. */
enum Implementation {
    RUNS_FUTEX(0, FullRule.TEXTBOOK, false, false, false),
    RUNS_PIPE(0, FullRule.TEXTBOOK, false, true, false),
    TEXTBOOK_SLOTS_FUTEX(8, FullRule.TEXTBOOK, false, false, false),
    TEXTBOOK_SLOTS_PIPE(8, FullRule.TEXTBOOK, false, true, false),
    COUNTED_SLOTS_FUTEX(8, FullRule.COUNTER, false, false, false),
    COUNTED_SLOTS_PIPE(8, FullRule.COUNTER, false, true, false),
    ONE_TO_ONE_FUTEX(0, FullRule.TEXTBOOK, true, false, false),
    ONE_TO_ONE_PIPE(0, FullRule.TEXTBOOK, true, true, false),
    ONE_TO_ONE_SLOTS_FUTEX(8, FullRule.TEXTBOOK, true, false, false),
    CHAIN_FUTEX(0, FullRule.TEXTBOOK, false, false, true),
    CHAIN_PIPE(0, FullRule.TEXTBOOK, false, true, true),
    ONE_TO_ONE_CHAIN_FUTEX(0, FullRule.TEXTBOOK, true, false, true);

    /**
     * The size in bytes of a segment file, which is one of the files in which an unbounded ring
     * stores its items. The size is so small that most tests make and delete segment files.
     */
    private static final long SEGMENT = 192;

    final int slots;
    final boolean oneToOne;
    final boolean pipe;
    final boolean unbounded;
    private final FullRule fullRule;

    Implementation(
            int slots, FullRule fullRule, boolean oneToOne, boolean pipe, boolean unbounded) {
        this.slots = slots;
        this.fullRule = fullRule;
        this.oneToOne = oneToOne;
        this.pipe = pipe;
        this.unbounded = unbounded;
    }

    /**
     * Returns the spec of a ring of this kind whose capacity is {@code bytes} bytes. The capacity
     * includes the headers that the ring stores before the items.
     *
     * @param maxItem the largest length of an item in bytes; 0 for the largest length that the ring
     *     can hold
     */
    RingSpec holding(long bytes, long maxItem) {
        return new RingSpec(
                slots,
                fullRule,
                unbounded ? SEGMENT : bytes,
                maxItem,
                oneToOne,
                pipe,
                unbounded,
                unbounded ? bytes : 0);
    }

    /**
     * Returns the largest number of items that a ring of this kind can hold. Must be called only if
     * a ring of this kind is divided into buffer slots.
     */
    int itemLimit() {
        return fullRule == FullRule.TEXTBOOK ? slots - 1 : slots;
    }
}
