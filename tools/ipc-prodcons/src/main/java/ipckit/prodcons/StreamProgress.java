package ipckit.prodcons;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Quantities;

/**
 * Counts the items and bytes that {@code put} or {@code get} has moved, for the progress line on a
 * terminal. One thread counts, and another thread reads the line.
 */
public final class StreamProgress {
    private final long start = System.nanoTime();
    private volatile long items;
    private volatile long bytes;
    private volatile boolean waiting;

    /** Adds to the numbers of moved items and bytes. */
    public void moved(long moreItems, long moreBytes) {
        items = items + moreItems;
        bytes = bytes + moreBytes;
    }

    /** Notes whether the program now waits: {@code put} for room, or {@code get} for items. */
    public void setWaiting(boolean waits) {
        waiting = waits;
    }

    /** Returns the progress line, for example {@code 1.2 MiB, 10,000 items, 3.1 MiB/s, waiting}. */
    public String line() {
        String counted = Quantities.count(items) + " " + CountedNoun.form(items, "item");
        String moved = Quantities.bytes(bytes) + ", " + counted + ", ";
        String rate = Quantities.byteRate(bytes, Math.max(1, System.nanoTime() - start));
        return moved + rate + (waiting ? ", waiting" : "");
    }
}
