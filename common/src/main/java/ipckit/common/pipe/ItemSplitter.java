package ipckit.common.pipe;

import ipckit.common.IpcException;

/**
 * Finds the end of a run of complete items in the bytes that were read. The subclasses handle the
 * different framings. A subclass may store the number of bytes that it has scanned, so that a long
 * item that arrives in many reads is scanned only once.
 */
abstract class ItemSplitter {
    /**
     * The result of a search for the end of a run when more bytes are needed or no item is left.
     */
    static final long NONE = -1;

    /** The most bytes of an item, without prefix and terminator. */
    final long maxItem;

    /** The most bytes of a run, unless a single item is longer. */
    final long preferred;

    /**
     * The number of items in all runs before the current run. Error messages contain the number of
     * an item, which is computed from this number.
     */
    long before;

    /** The number of items in the current run. */
    int count;

    /** Whether the current run is a single item whose missing terminator the splitter has added. */
    boolean completed;

    private final Framing framing;

    ItemSplitter(Framing framing, long maxItem, long preferred) {
        this.framing = framing;
        this.maxItem = maxItem;
        this.preferred = preferred;
    }

    /**
     * Returns the splitter for a framing. The limits are in bytes, see {@link RunReader}.
     *
     * @param maxItem the most bytes of an item, without prefix and terminator
     * @param preferred the most bytes of a run, unless a single item is longer
     */
    static ItemSplitter of(Framing framing, long maxItem, long preferred) {
        return switch (framing) {
            case LINES, NULS -> new TerminatorSplitter(framing, maxItem, preferred);
            case FRAMES -> new FrameSplitter(maxItem, preferred);
            case WHOLE -> new WholeStreamSplitter(maxItem, preferred);
        };
    }

    /**
     * Reads until the buffer begins with at least one complete item. The complete items at the
     * beginning of the buffer become the current run.
     *
     * @return the end of the run in the buffer; {@link #NONE} at the end of the stream
     */
    final long next(ReadBuffer buffer) {
        before += count;
        count = 0;
        completed = false;
        do {
            long end = endOfRun(buffer);
            if (end != NONE) {
                return end;
            }
        } while (buffer.fill());
        long read = buffer.end();
        long end = endOfRest(buffer);
        completed = buffer.end() > read;
        return end;
    }

    /**
     * Returns the end of the run of complete items that begins at the buffer's start, or {@link
     * #NONE} if no item is complete yet. Sets {@link #count} to the number of items in the run.
     */
    abstract long endOfRun(ReadBuffer buffer);

    /**
     * Makes the remaining bytes of the stream the last run. Called when the stream has ended and
     * {@link #endOfRun} has found no complete item. Sets {@link #count} to the number of items in
     * the last run.
     *
     * @return the end of the last run, or {@link #NONE} if there is no last run
     */
    abstract long endOfRest(ReadBuffer buffer);

    final IpcException tooLong() {
        return unusable(framing.item(before + 1) + " is longer than " + maxItem + " bytes");
    }

    static IpcException unusable(String message) {
        return new IpcException(IpcException.Category.UNUSABLE, message);
    }
}
