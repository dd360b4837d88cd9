package ipckit.prodcons.inspect;

import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;

/** The textbook's words for what is in a buffer. */
final class TextbookVariables {
    private TextbookVariables() {}

    /** {@code EMPTY}, {@code FULL}, or neither: {@code PARTLY}. */
    static String word(RingSnapshot seen) {
        if (seen.empty()) {
            return "EMPTY";
        }
        return seen.full() ? "FULL" : "PARTLY";
    }

    /** The textbook's {@code in}: the next free slot; without slots, how many were ever put. */
    static long in(RingSnapshot seen) {
        return slot(seen, seen.in());
    }

    /** The textbook's {@code out}: the first full slot; without slots, how many have gone. */
    static long out(RingSnapshot seen) {
        return slot(seen, seen.out());
    }

    private static long slot(RingSnapshot seen, long number) {
        long slots = seen.spec().slots();
        return slots == 0 ? number : number % slots;
    }

    /** How many bytes there is room for; −1 when only the disk bounds it. */
    static long capacity(RingSpec spec) {
        if (!spec.unbounded()) {
            return spec.bytes();
        }
        return spec.byteLimit() == 0 ? -1 : spec.byteLimit();
    }
}
