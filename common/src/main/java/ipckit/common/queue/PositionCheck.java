package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

/** Checks of positions that were read from shared memory. */
final class PositionCheck {
    /**
     * The largest valid position. At 10 GB per second, a ring would reach it only after 14 years.
     * The sum of a valid position and the length of a run does not overflow a long.
     */
    static final long MOST = 1L << 62;

    private PositionCheck() {}

    /**
     * Checks that head ≤ run ≤ at ≤ tail and tail − head ≤ capacity, and that head, run and tail
     * are multiples of {@link RunLayout#UNIT}.
     *
     * @param run the position of the header of the run that contains {@code at}
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
     * Checks that run ≤ from ≤ to ≤ tail, and that run is a multiple of {@link RunLayout#UNIT}.
     *
     * @param run the position of the header of the run that contains {@code from}
     */
    static void checkRange(long run, long from, long to, long tail) {
        if ((run & RunLayout.UNIT - 1) != 0 || run < 0 || from < run || to < from || tail < to) {
            throw ObjectFile.damaged("a claim lies outside of the buffer");
        }
    }
}
