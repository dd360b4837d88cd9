package ipckit.prodcons;

import ipckit.common.cli.output.Quantities;

/**
 * Counts the items and bytes that {@code put} or {@code get} has moved, for the progress line on a
 * terminal. One thread counts; another thread reads the line.
 */
public final class StreamProgress {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long start = System.nanoTime();
    private volatile long items;
    private volatile long bytes;
    private volatile boolean waiting;

    /** Adds items and bytes that were moved. */
    public void moved(long moreItems, long moreBytes) {
        items = items + moreItems;
        bytes = bytes + moreBytes;
    }

    /** Records that the stream waits for items or room. */
    public void waits() {
        waiting = true;
    }

    /** Records that the stream no longer waits. */
    public void goesOn() {
        waiting = false;
    }

    /** Returns the progress line, for example {@code 1.2 MiB, 10 000 items, 3.1 MiB/s, waiting}. */
    public String line() {
        long nanos = Math.max(1, System.nanoTime() - start);
        double seconds = (double) nanos / NANOS_PER_SECOND;
        String state = waiting ? ", waiting" : "";
        return Quantities.bytes(bytes)
                + ", "
                + Quantities.count(items)
                + " items, "
                + Quantities.bytes((long) (bytes / seconds))
                + "/s"
                + state;
    }
}
