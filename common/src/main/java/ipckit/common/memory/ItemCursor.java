package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Visits the items of runs one after the other, without allocating an object for an item or a run.
 * A run is a sequence of items in memory. An instance belongs to one thread.
 *
 * <pre>
 * cursor.reset(format, run);
 * while (cursor.next()) {
 *     run.copyTo(cursor.from(), cursor.length(), target, 0);
 * }
 * </pre>
 */
public final class ItemCursor {
    private RunBytes run;
    private RunFormat format;
    private long start;
    private long end;
    private boolean begun;

    /**
     * Moves the cursor before the first item of {@code run}, a sequence of items in memory. The
     * items must not change until the cursor has visited all of them.
     */
    public void reset(RunFormat format, RunBytes run) {
        this.format = format;
        this.run = run;
        start = 0;
        end = 0;
        begun = false;
    }

    /**
     * Moves the cursor to the next item and returns true, or returns false if there is no further
     * item.
     *
     * @throws IpcException CORRUPT when the next item is not complete
     */
    public boolean next() {
        boolean first = !begun;
        begun = true;
        if (end == run.length() && !(first && format == RunFormat.ONE)) {
            return false;
        }
        start = end;
        long after = run.nextEnd(format, start);
        if (after < 0) {
            throw new IpcException(Category.CORRUPT, "damaged: a run ends within an item");
        }
        end = after;
        return true;
    }

    /**
     * Returns the offset of the current item's first byte, counted from the start of the run (the
     * sequence of items that the cursor visits).
     */
    public long from() {
        return start + format.prefix();
    }

    /** Returns the length of the current item in bytes, without its prefix and its terminator. */
    public long length() {
        return end - format.suffix() - from();
    }

    /**
     * Returns the offset of the first byte after the current item and its terminator, counted from
     * the start of the run (the sequence of items that the cursor visits).
     */
    public long end() {
        return end;
    }
}
