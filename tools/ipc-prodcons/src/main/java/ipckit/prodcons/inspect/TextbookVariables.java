package ipckit.prodcons.inspect;

import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;

/**
 * Computes the values of the textbook's variables {@code in} and {@code out}, and the state EMPTY,
 * FULL or PARTLY, from a snapshot of a buffer.
 */
final class TextbookVariables {
    private TextbookVariables() {}

    /** Returns the state of the buffer: {@code EMPTY}, {@code FULL} or {@code PARTLY}. */
    static String state(RingSnapshot seen) {
        if (seen.empty()) {
            return "EMPTY";
        }
        return seen.full() ? "FULL" : "PARTLY";
    }

    /**
     * Returns the index of the next free slot, from 0. If the buffer was created without {@code
     * --slots}, returns the number of items that were ever put.
     */
    static long in(RingSnapshot seen) {
        return slot(seen, seen.in());
    }

    /**
     * Returns the index of the first full slot, from 0. If the buffer was created without {@code
     * --slots}, returns the number of items that were ever consumed.
     */
    static long out(RingSnapshot seen) {
        return slot(seen, seen.out());
    }

    private static long slot(RingSnapshot seen, long number) {
        long slots = seen.spec().slots();
        return slots == 0 ? number : number % slots;
    }

    /**
     * Returns the capacity of the buffer in bytes; −1 when only the size of the disk limits the
     * buffer.
     */
    static long capacity(RingSpec spec) {
        if (!spec.unbounded()) {
            return spec.bytes();
        }
        return spec.byteLimit() == 0 ? -1 : spec.byteLimit();
    }
}
