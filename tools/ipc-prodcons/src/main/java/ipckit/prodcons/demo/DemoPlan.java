package ipckit.prodcons.demo;

import java.nio.file.Path;

/**
 * The validated options of a demonstration.
 *
 * @param producers how many producers
 * @param consumers how many consumers
 * @param items how many items all producers make together
 * @param slots BUFFER_SIZE; one slot always stays free
 * @param pauseNanos the mean time spent on an item
 * @param trace whether to print every step
 * @param step whether to wait for a key before each step
 * @param svg the file for the pictures; null for none
 * @param withoutLock whether to use the textbook's buffer without mutual exclusion
 * @param crash where a worker is to be killed; null for nowhere
 * @param json whether to print JSON
 */
public record DemoPlan(
        int producers,
        int consumers,
        int items,
        int slots,
        long pauseNanos,
        boolean trace,
        boolean step,
        Path svg,
        boolean withoutLock,
        CrashPoint crash,
        boolean json) {
    /** Returns how many items a producer makes; the first producers make the remainder. */
    int itemsOf(int producer) {
        return items / producers + (producer <= items % producers ? 1 : 0);
    }
}
