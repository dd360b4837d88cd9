package ipckit.common.queue;

import ipckit.common.object.ObjectFile;

/**
 * Checks positions that were read from shared memory. A position is an offset in bytes in the
 * sequence of all data that was ever put into the ring. If a position fails a check, the ring is
 * damaged.
 */
final class PositionCheck {
    /**
     * The largest position that a ring may reach. A ring into which 10 GB are put per second
     * reaches this position after 14 years. The value is far below the largest long, so that a
     * valid position plus the length of a run (a header and its items) never overflows.
     */
    static final long MOST = 1L << 62;

    private PositionCheck() {}

    /**
     * Checks the positions of a ring: 0 ≤ head ≤ run ≤ at ≤ tail ≤ {@link #MOST}, tail − head ≤
     * capacity, and head, run and tail are multiples of {@link RunLayout#UNIT}.
     *
     * @param head the position below which the room is free
     * @param run the position of the run (a header and its items) that contains {@code at}
     * @param at a position at which a claim can begin
     * @param tail the position at which the next run will begin
     * @param capacity the largest allowed difference between tail and head in bytes
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
     * Checks the positions of a claim: 0 ≤ run ≤ from ≤ to ≤ tail, and {@code run} is a multiple of
     * {@link RunLayout#UNIT}.
     *
     * @param run the position of the run (a header and its items) that contains {@code from}
     * @param from the start of the claim
     * @param to the end of the claim
     * @param tail the end of all items in the ring
     * @throws ipckit.common.IpcException CORRUPT when a condition is not met
     */
    static void checkRange(long run, long from, long to, long tail) {
        if ((run & RunLayout.UNIT - 1) != 0 || run < 0 || from < run || to < from || tail < to) {
            throw ObjectFile.damaged("a claim lies outside of the buffer");
        }
    }
}
