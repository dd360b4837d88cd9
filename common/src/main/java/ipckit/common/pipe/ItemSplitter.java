package ipckit.common.pipe;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;

/**
 * Divides the bytes of a read buffer into runs. A run is a sequence of complete items. The
 * {@linkplain Framing framing} of a stream is the way in which the stream separates its items. Each
 * framing has a subclass, but LINES and NULS share one.
 *
 * <p>A long item may arrive in many reads. A subclass may store how many bytes it has scanned, so
 * that it does not scan them again after the next read.
 */
abstract class ItemSplitter {
    /** The value that methods return instead of a position if there is no complete item. */
    static final long NONE = -1;

    /** The largest size of an item in bytes, without prefix and terminator. */
    final long maxItem;

    /**
     * The largest size in bytes of a run, which is a sequence of complete items. A larger item is a
     * run of its own.
     */
    final long preferred;

    /**
     * The number of items that were read before the current run. A run is a sequence of complete
     * items. The current run is the run that {@link #next} found last. Error messages use this
     * field to number the items of the stream.
     */
    long before;

    /** The number of items in the current run (the items that {@link #next} found last). */
    int count;

    /**
     * Whether the current run (the items that {@link #next} found last) is the last item of a
     * stream that ends without a terminator. If so, the splitter has added the terminator.
     */
    boolean completed;

    private final Framing framing;

    ItemSplitter(Framing framing, long maxItem, long preferred) {
        this.framing = framing;
        this.maxItem = maxItem;
        this.preferred = preferred;
    }

    /**
     * Returns the splitter for a framing.
     *
     * @param maxItem the largest size of an item in bytes, without prefix and terminator
     * @param preferred the largest size in bytes of a run (a sequence of complete items); a larger
     *     item is a run of its own
     */
    static ItemSplitter of(Framing framing, long maxItem, long preferred) {
        return switch (framing) {
            case LINES, NULS -> new TerminatorSplitter(framing, maxItem, preferred);
            case FRAMES -> new FrameSplitter(maxItem, preferred);
            case WHOLE -> new WholeStreamSplitter(maxItem, preferred);
        };
    }

    /**
     * Finds the next run: reads until the buffer begins with at least one complete item. The run
     * consists of complete items at the beginning of the buffer. It becomes the current run, which
     * the fields {@link #before}, {@link #count} and {@link #completed} describe. If another thread
     * stops the stream in the middle of an item, this item is the last one.
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
        } while (buffer.fill() || hasBegun(buffer) && buffer.fillRest());
        long read = buffer.end();
        long end = endOfRest(buffer);
        completed = buffer.end() > read;
        return end;
    }

    /**
     * Returns whether a part of an item was read. The caller has already called {@link #endOfRun},
     * which has found no complete item.
     */
    boolean hasBegun(ReadBuffer buffer) {
        return buffer.start() < buffer.end();
    }

    /**
     * Returns the end of the next run (a sequence of complete items), which begins at the buffer's
     * start. Returns {@link #NONE} if the first item is not complete yet. Sets {@link #count} to
     * the number of items in the run.
     */
    abstract long endOfRun(ReadBuffer buffer);

    /**
     * Finds the last item of a stream that has ended. The caller has already called {@link
     * #endOfRun}, which has found no complete item. If the rest of the stream is an item, sets
     * {@link #count} to 1.
     *
     * @return the end of the item in the buffer, or {@link #NONE} if the stream has no further item
     */
    abstract long endOfRest(ReadBuffer buffer);

    /**
     * Returns the metadata of the current run (the items that {@link #next} found last). A run with
     * metadata consists of a single item. Only frames have metadata.
     */
    FrameMetadata metadata() {
        return FrameMetadata.NONE;
    }

    final IpcException tooLong() {
        return unusable(
                framing.item(before + 1) + " is longer than " + CountedNoun.of(maxItem, "byte"));
    }

    static IpcException unusable(String message) {
        return new IpcException(IpcException.Category.UNUSABLE, message);
    }
}
