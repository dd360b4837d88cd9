package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

/** Positions read from shared memory are believed only when they are possible. */
final class PositionCheck {
    /** Far more than is ever reached, and far enough from the last long for sums. */
    static final long MOST = 1L << 62;

    private PositionCheck() {}

    /** head ≤ run ≤ at ≤ tail, headers aligned, no more between head and tail than fits. */
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

    /** run ≤ from ≤ to ≤ tail. */
    static void checkRange(long run, long from, long to, long tail) {
        if ((run & RunLayout.UNIT - 1) != 0 || run < 0 || from < run || to < from || tail < to) {
            throw ObjectFile.damaged("a claim lies outside of the buffer");
        }
    }
}
