package ipckit.fan.serve;

/**
 * How much a worker may be given before it has answered. It begins with one record. Who answers
 * quickly is given twice as much next time, so that handing over costs little; who takes long has
 * no more than one in reserve, so that others can have the rest. And who has read all and yet does
 * not answer may keep its answers back until it has many: it is given more, too, up to the window.
 *
 * <p>Times are in nanoseconds. Belongs to one thread at a time.
 */
final class FlowWindow {
    /** How much may be on its way to a worker, in bytes, as long as it answers. */
    static final long BYTES = 1 << 20;

    private static final long MOST_BYTES = 64L << 20;
    private static final long QUICK = 5_000_000;
    private static final long SLOW = 50_000_000;

    private final int window;
    private final int least;
    private int records;
    private long bytes;
    private int roundLeft;
    private long roundBegan;

    /**
     * @param window the most that it ever allows, in records
     */
    FlowWindow(int window) {
        this.window = window;
        this.least = Math.min(2, window);
        anew();
    }

    /** Another worker begins. */
    void anew() {
        records = 1;
        bytes = BYTES;
        roundLeft = 1;
    }

    /** In records. */
    int records() {
        return records;
    }

    /** Whether somebody may have more who has not answered so many records, of so many bytes. */
    boolean allowsBeside(int given, long givenBytes) {
        return given < records && (given == 0 || givenBytes < bytes);
    }

    /** A worker that had answered everything was given something. */
    void begins(long now) {
        roundBegan = now;
        roundLeft = records;
    }

    /** So many records were answered. */
    void answered(int count, long now) {
        roundLeft -= count;
        if (roundLeft > 0) {
            return;
        }
        long took = now - roundBegan;
        if (took < QUICK) {
            records = Math.min(window, 2 * records);
        } else if (took > SLOW) {
            records = Math.max(least, records / 2);
        }
        begins(now);
    }

    /**
     * It has read all that it was given, and does not answer.
     *
     * @return whether it may have more now
     */
    boolean hungers() {
        if (records >= window && bytes >= MOST_BYTES) {
            return false;
        }
        records = Math.min(window, 2 * records);
        bytes = Math.min(MOST_BYTES, 2 * bytes);
        return true;
    }
}
