package ipckit.prodcons.demo;

import java.nio.file.Path;

/**
 * What a demonstration is to be.
 *
 * @param items how many in all, divided among the producers
 * @param slots BUFFER_SIZE; one of them always stays free
 * @param pauseNanos how long the work on an item takes, on average
 * @param trace tells every step
 * @param step goes on at a key
 * @param svg where the pictures go; null for none
 * @param withoutLock plays the mistake
 * @param crash where a process is to die; null for nowhere
 * @param json for programs
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
    /** How many items a producer makes; the first ones make one more if it does not come out. */
    int itemsOf(int producer) {
        return items / producers + (producer <= items % producers ? 1 : 0);
    }
}
