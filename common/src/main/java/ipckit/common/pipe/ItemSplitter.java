package ipckit.common.pipe;

import ipckit.common.IpcException;

/**
 * Finds where a run of whole items ends in what was read so far. One for each kind of framing; each
 * remembers what it has looked at, so that a long item read in many pieces is scanned once.
 */
abstract class ItemSplitter {
    /** Answered when more bytes are needed, or when no item is left. */
    static final long NONE = -1;

    private final Framing framing;
    private final long maxItem;

    /** How many items the last run has. */
    int count;

    ItemSplitter(Framing framing, long maxItem) {
        this.framing = framing;
        this.maxItem = maxItem;
    }

    /** The cutter for a framing; see {@link RunReader} for the limits, which are in bytes. */
    static ItemSplitter of(Framing framing, long maxItem, long preferred) {
        return switch (framing) {
            case LINES, NULS -> new TerminatorSplitter(framing, maxItem, preferred);
            case FRAMES -> new FrameSplitter(maxItem, preferred);
            case WHOLE -> new WholeStreamSplitter(maxItem);
        };
    }

    /**
     * Where the run of whole items that begins at the buffer's start ends, or {@link #NONE} if no
     * item is complete yet. Sets {@link #count}.
     *
     * @param before items in all earlier runs, for messages
     */
    abstract long cut(ReadBuffer buffer, long before);

    /** The same when nothing more is to come, and what is left is no whole item as it stands. */
    abstract long cutRest(ReadBuffer buffer, long before);

    /** Bytes that an item may have, without prefix and terminator. */
    final long maxItem() {
        return maxItem;
    }

    final IpcException tooLong(long number) {
        return unusable(framing.item(number) + " is longer than " + maxItem + " bytes");
    }

    static IpcException unusable(String message) {
        return new IpcException(IpcException.Category.UNUSABLE, message);
    }
}
