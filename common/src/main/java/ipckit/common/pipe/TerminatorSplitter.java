package ipckit.common.pipe;

import ipckit.common.memory.ByteScan;

import java.lang.foreign.MemorySegment;

/**
 * Splits a stream in which a terminator byte ends each item. If the last item has no terminator,
 * the splitter adds the terminator.
 */
final class TerminatorSplitter extends ItemSplitter {
    private final byte terminator;

    /** The number of bytes at the buffer's start that were scanned and contain no terminator. */
    private long clear;

    TerminatorSplitter(Framing framing, long maxItem, long preferred) {
        super(framing, maxItem, preferred);
        this.terminator = framing.format().terminator();
    }

    @Override
    long endOfRun(ReadBuffer buffer) {
        MemorySegment bytes = buffer.bytes();
        long start = buffer.start();
        long end = buffer.end();
        long limit = Math.min(end, start + preferred);
        long last = ByteScan.lastIndexOf(bytes, start + clear, limit, terminator);
        if (last >= 0) {
            clear = limit - (last + 1);
        } else {
            last = ByteScan.indexOf(bytes, Math.max(limit, start + clear), end, terminator);
            clear = last >= 0 ? 0 : end - start;
        }
        if (last < 0) {
            if (clear > maxItem) {
                throw tooLong();
            }
            return NONE;
        }
        long cut = last + 1;
        if (cut - start > maxItem + 1) {
            cut = endOfFitting(bytes, start, cut);
            clear = 0;
            if (cut == start) {
                throw tooLong();
            }
        }
        count = (int) ByteScan.count(bytes, start, cut, terminator);
        return cut;
    }

    /**
     * Returns the start of the first item that is too long, or {@code cut} if no item is too long.
     *
     * <p>An item and its terminator may have at most {@code maxItem + 1} bytes. Therefore an item
     * is too long if its first {@code maxItem + 1} bytes contain no terminator. If these bytes
     * contain several terminators, this method continues after the last of them, and so skips
     * several short items in one step.
     *
     * @param start the offset of the first item in {@code bytes}
     * @param cut the offset after the terminator of the last item
     */
    private long endOfFitting(MemorySegment bytes, long start, long cut) {
        long at = start;
        while (at < cut) {
            long hop = Math.min(cut, at + maxItem + 1);
            long last = ByteScan.lastIndexOf(bytes, at, hop, terminator);
            if (last < 0) {
                break;
            }
            at = last + 1;
        }
        return at;
    }

    @Override
    long endOfRest(ReadBuffer buffer) {
        if (buffer.start() == buffer.end()) {
            return NONE;
        }
        buffer.append(terminator);
        clear = 0;
        count = 1;
        return buffer.end();
    }
}
