package ipckit.prodcons;

import ipckit.common.cli.output.Quantities;

/**
 * How a stream goes, for the live line on a terminal: written by the thread that moves items, read
 * by the one that shows it.
 */
public final class StreamProgress {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long start = System.nanoTime();
    private volatile long items;
    private volatile long bytes;
    private volatile boolean waiting;

    /** So many more items and bytes have passed. */
    public void moved(long moreItems, long moreBytes) {
        items = items + moreItems;
        bytes = bytes + moreBytes;
    }

    public void waits() {
        waiting = true;
    }

    public void goesOn() {
        waiting = false;
    }

    /** For example {@code 1.2 MiB, 10 000 items, 3.1 MiB/s, waiting}. */
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
