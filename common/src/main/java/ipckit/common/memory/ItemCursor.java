package ipckit.common.memory;

import ipckit.common.IpcException;

/**
 * Walks the items of one run after the other, without an object for either. For one thread.
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

    /** Stands before the first item of {@code run}, which must not change under the walk. */
    public void reset(RunFormat format, RunBytes run) {
        this.format = format;
        this.run = run;
        start = 0;
        end = 0;
        begun = false;
    }

    /**
     * Goes to the next item; false after the last. Throws {@link IpcException.Category#CORRUPT} if
     * what follows is not a whole item.
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
            throw new IpcException(
                    IpcException.Category.CORRUPT, "damaged: a run that ends within an item");
        }
        end = after;
        return true;
    }

    /** Where the item's own bytes begin in the run. */
    public long from() {
        return start + format.prefix();
    }

    /** How many bytes of its own the item has. */
    public long length() {
        return end - format.suffix() - from();
    }

    /** Where the next item begins in the run: behind this one and what ends it. */
    public long end() {
        return end;
    }
}
