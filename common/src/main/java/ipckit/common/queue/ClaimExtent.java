package ipckit.common.queue;

import ipckit.common.memory.RunBytes;
import ipckit.common.object.ObjectFile;

/**
 * Computes the end of a claim in a ring. A run is a header followed by one or more items. The
 * number of items in a claim is limited. If a claim has several runs, the number of bytes is
 * limited, too.
 */
final class ClaimExtent {
    private final Area area;
    private final RunBytes bytes = new RunBytes();
    private long endRun;

    ClaimExtent(Area area) {
        this.area = area;
    }

    /**
     * Returns the position at which a claim ends. The claim begins at {@code at}, and ends at
     * {@code stop} or before. It consists of complete runs (each is a header and its items), or of
     * a part of one run. The position {@code stop} lies between two runs, or in the run that
     * contains {@code at}.
     *
     * @param run the position of the header of the run that contains {@code at}
     * @param stop the largest position at which the claim may end
     * @param tail the end of the last run in the ring
     * @param mostItems the largest number of items in the claim
     * @param mostBytes the largest number of bytes in a claim of several runs; a claim of one run
     *     or of a part of one run may be longer
     */
    long end(long run, long at, long stop, long tail, long mostItems, long mostBytes) {
        if (at == run && stop == tail && mostItems == Long.MAX_VALUE && stop - at <= mostBytes) {
            endRun = stop;
            return stop;
        }
        long pos = at;
        long header = run;
        for (long items = 0; pos < stop; ) {
            long word = area.headerWord(header);
            long length = RunLayout.checkedLength(word, header, tail);
            long payload = header + RunLayout.UNIT;
            long next = payload + RunLayout.padded(length);
            long begin = pos == header ? payload : pos;
            long end = Math.min(payload + length, stop);
            if (end < begin) {
                throw ObjectFile.damaged("a claim ends between two items");
            }
            boolean whole = pos == header && end == payload + length;
            long left = mostItems - items;
            if (left < RunLayout.count(word) || !whole) {
                area.view(begin, end - begin, bytes);
                long border = bytes.endOfNth(RunLayout.format(word), 0, left);
                if (border >= 0 && border < end - begin) {
                    endRun = pos == at ? header : pos;
                    // This run (a header and its items) has more items than the claim can still
                    // take. If this is the first run of the claim, the claim takes a part of the
                    // run. Otherwise the claim ends before the run.
                    return pos == at ? begin + border : pos;
                }
                if (!whole) {
                    endRun = next <= stop ? next : header;
                    return Math.min(next, stop);
                }
            }
            if (pos != at && next - at > mostBytes) {
                break;
            }
            items += RunLayout.count(word);
            pos = next;
            header = next;
            if (items >= mostItems) {
                break;
            }
        }
        endRun = pos;
        return pos;
    }

    /**
     * Returns the position of the run (a header and its items) to which the first item after the
     * claim belongs. The claim is the one whose end {@link #end} has computed last. If the claim
     * ends within a run, the result is the position of that run. Otherwise the result is the end of
     * the claim, where the next run begins.
     */
    long endRun() {
        return endRun;
    }
}
