package ipckit.common.queue.torture;

import ipckit.common.queue.RingSpec;
import ipckit.common.queue.RingSpec.FullRule;

/**
 * The kinds of ring that the torture tests use. The rings are so small that they often become full.
 * In a bounded ring, items therefore often wrap to the start of the ring's memory.
 */
enum Mode {
    RUNS_FUTEX(0, 1 << 14, false, false, false),
    RUNS_PIPE(0, 1 << 13, false, true, false),
    SLOTS_FUTEX(16, 1 << 14, false, false, false),
    SLOTS_PIPE(8, 1 << 13, false, true, false),
    ONE_TO_ONE_FUTEX(0, 1 << 14, true, false, false),
    ONE_TO_ONE_PIPE(0, 1 << 13, true, true, false),
    CHAIN_FUTEX(0, 1 << 12, false, false, true),
    CHAIN_PIPE(0, 1 << 12, false, true, true);

    private static final long CHAIN_LIMIT = 1 << 17;
    private static final int LONGEST = 2500;

    final RingSpec spec;

    Mode(long slots, long bytes, boolean oneToOne, boolean pipe, boolean unbounded) {
        long limit = unbounded ? CHAIN_LIMIT : 0;
        spec =
                new RingSpec(
                        slots, FullRule.TEXTBOOK, bytes, LONGEST, oneToOne, pipe, unbounded, limit);
    }
}
