package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

/**
 * Checks positions that were read from shared memory. A position that fails a check means that the
 * ring is damaged.
 */
final class PositionCheck {
    /**
     * The largest position that a ring may reach. A ring that takes 10 GB per second reaches this
     * position after 14 years. The value is far below the largest long, so that a valid position
     * plus the length of a run never overflows.
     */
    static final long MOST = 1L << 62;

    private PositionCheck() {}

    /**
     * Checks the words of a ring that hold positions: head ≤ run ≤ at ≤ tail and tail − head ≤
     * capacity. The words head, run and tail must also be multiples of {@link RunLayout#UNIT}.
     *
     * @param run the position of the header of the run that contains {@code at}
     * @throws ipckit.common.IpcException CORRUPT when a condition is not met
     */
    static void check(long head, long run, long at, long tail, long capacity) {
        if (((head | run | tail) & RunLayout.UNIT - 1) != 0
                || head < 0
                || run < head
                || at < run
                || tail < at
                || tail > MOST
                || tail - head > capacity) {
            throw ObjectFile.damaged("its positions are impossible");
        }
    }

    /**
     * Checks the positions of a claim: run ≤ from ≤ to ≤ tail. The position run must also be a
     * multiple of {@link RunLayout#UNIT}.
     *
     * @param run the position of the header of the run that contains {@code from}
     * @throws ipckit.common.IpcException CORRUPT when a condition is not met
     */
    static void checkRange(long run, long from, long to, long tail) {
        if ((run & RunLayout.UNIT - 1) != 0 || run < 0 || from < run || to < from || tail < to) {
            throw ObjectFile.damaged("a claim lies outside of the buffer");
        }
    }
}
