package ipckit.common.memory;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Walks the items of runs without allocating an object for an item or a run. For one thread.
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
     * Starts a walk before the first item of {@code run}, which must not change during the walk.
     */
    public void reset(RunFormat format, RunBytes run) {
        this.format = format;
        this.run = run;
        start = 0;
        end = 0;
        begun = false;
    }

    /**
     * Goes to the next item; returns false after the last item.
     *
     * @throws IpcException CORRUPT when the rest of the run is not a whole item
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

    /** Returns the offset in the run of the item's first byte. */
    public long from() {
        return start + format.prefix();
    }

    /** Returns the length of the item in bytes, without prefix and terminator. */
    public long length() {
        return end - format.suffix() - from();
    }

    /** Returns the offset in the run behind the item and its terminator. */
    public long end() {
        return end;
    }
}
