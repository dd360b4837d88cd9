package ipckit.prodcons.demo;

import java.nio.file.Path;

/**
 * The validated options of a demonstration.
 *
 * @param producers the number of producers
 * @param consumers the number of consumers
 * @param items the number of items that all producers make together
 * @param slots the number of slots in the buffer, which the textbook calls BUFFER_SIZE; one slot
 *     always stays free
 * @param pauseNanos the mean time that a worker spends on an item, in nanoseconds
 * @param trace whether to print every step of the workers
 * @param step whether to wait for a key before each step of a worker
 * @param svg the file for the pictures; null for no pictures
 * @param withoutLock whether to use the textbook's buffer without mutual exclusion
 * @param crash the point at which a worker is to be killed; null when no worker is to be killed
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
    /**
     * Returns the number of items that a producer makes. When the items cannot be divided evenly,
     * the first producers make one item more.
     *
     * @param producer the number of the producer, from 1
     */
    int itemsOf(int producer) {
        return items / producers + (producer <= items % producers ? 1 : 0);
    }
}
