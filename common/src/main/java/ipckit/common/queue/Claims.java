package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * One participant's access to the claims table. A claim is a range of items that a consumer has
 * taken and has not yet acknowledged. The consumer is the holder of the claim. A <em>returned
 * claim</em> has no holder any more: its holder gave it back or died. Any consumer may take a
 * returned claim.
 *
 * <p>The caller must own the consumers' lock, unless a method's comment says otherwise. The package
 * documentation defines the steps C2 to C7.
 */
final class Claims extends ClaimTable {
    final int index;

    Claims(Mapping shared, int index) {
        super(shared);
        this.index = index;
    }

    /**
     * Step C2: makes this participant the holder of a returned claim (a claim that any consumer may
     * take).
     */
    void retake(int row) {
        add(row, ClaimLayout.DELIVERIES, 1);
        boolean mark = isMarked(row);
        own(row, ClaimLayout.held(index, mark));
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        RingStep.C2.reached();
    }

    /**
     * Step C2A: makes a new claim of the first items of a returned claim (a claim that any consumer
     * may take), and removes these items from the returned claim. This participant holds the new
     * claim. The other items stay in the returned claim.
     *
     * @param row the row of the returned claim
     * @param border the position after the last item of the new claim
     * @return the row of the new claim; {@link #NONE} when no row is free. In that case, the caller
     *     must take the complete returned claim, see {@link #retake}
     */
    int retakeFront(int row, long border) {
        int free = free();
        if (free == NONE) {
            return NONE;
        }
        boolean mark = isMarked(row);
        fill(free, run(row), from(row), border, deliveries(row) + 1);
        add(free, ClaimLayout.TRIES, tries(row));
        add(free, ClaimLayout.LOST, lost(row));
        own(free, ClaimLayout.held(index, mark));
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        // Until the next write, the returned claim still contains the items of the new claim. If
        // this process dies here, Recovery frees the row of the new claim.
        RingStep.C2A.reached();
        Words.setRelease(shared, RingLayout.claim(row) + ClaimLayout.FROM, border);
        return free;
    }

    /** Step C3: writes a claim of new items to the claims table, and returns the row. */
    int claim(long run, long from, long to) {
        int row = free();
        if (row == NONE) {
            throw ObjectFile.damaged("it has more claims than participants");
        }
        fill(row, run, from, to, 1);
        own(row, ClaimLayout.held(index, false));
        RingStep.C3.reached();
        return row;
    }

    /** Writes all fields of a free row except the owner word, so the row stays free. */
    private void fill(int row, long run, long from, long to, int deliveries) {
        use(row);
        long at = RingLayout.claim(row);
        Words.set(shared, at + ClaimLayout.RUN, run);
        Words.set(shared, at + ClaimLayout.FROM, from);
        Words.set(shared, at + ClaimLayout.TO, to);
        Words.set(shared, at + ClaimLayout.DELIVERIES, deliveries);
        Words.set(shared, at + ClaimLayout.TRIES, 0);
        Words.set(shared, at + ClaimLayout.LOST, 0);
    }

    /**
     * Returns a free row, preferably the row whose number is this participant's index. Returns
     * {@link #NONE} when all rows are used.
     *
     * <p>When this consumer claims new items, a row is always free. At that time there are no
     * returned claims, because a consumer claims new items only if no returned claim exists. So all
     * used rows belong to other consumers, each of which holds at most one claim. The table has one
     * row for each participant that a ring can have, including this one.
     */
    private int free() {
        if (owner(index) == ClaimLayout.FREE) {
            return index;
        }
        for (int row = 0; row < RingLayout.MAX_PARTICIPANTS; row++) {
            if (owner(row) == ClaimLayout.FREE) {
                return row;
            }
        }
        return NONE;
    }

    /**
     * Acknowledges those items of a claim that lie before a position. The caller needs no lock.
     *
     * @param run the position of the run (a header and its items) that contains {@code upTo} or
     *     ends at {@code upTo}
     * @param upTo the position after the last item to acknowledge
     */
    void acknowledge(int row, long run, long upTo) {
        long at = RingLayout.claim(row);
        Words.setRelease(shared, at + ClaimLayout.FROM, upTo);
        // FROM is the position of the first unacknowledged item. RUN is the position of the run (a
        // header and its items) that contains FROM, or of an earlier run. FROM is stored first, and
        // RUN second. A process that reads both fields of a held claim reads RUN first, and FROM
        // second. So the RUN that it reads may be older than FROM, but is never newer. An older RUN
        // is the position of an earlier run, from which Area.runOf() searches forward to the run
        // that contains FROM.
        Words.setRelease(shared, at + ClaimLayout.RUN, run);
    }

    /**
     * Acknowledges all items of a claim, but does not free the row. Until the row is free, the
     * ring's head does not pass the items, so their bytes are not overwritten. The caller needs no
     * lock.
     */
    void forgo(int row) {
        long at = RingLayout.claim(row);
        Words.setRelease(shared, at + ClaimLayout.FROM, to(row));
    }

    /** Step C7: acknowledges all items of a claim by freeing its row. The caller needs no lock. */
    void end(int row) {
        own(row, ClaimLayout.FREE);
        RingStep.C7.reached();
    }

    /**
     * Gives back the unacknowledged items of the claim, so that any consumer may claim them. The
     * caller needs no lock.
     *
     * <p>The items are marked as redelivered even if they were not delivered. The mark also means
     * that the items may be out of order, because another consumer may already have received newer
     * items.
     *
     * @param delivered whether the items were delivered; if false, the delivery is not counted
     */
    void giveBack(int row, boolean delivered) {
        if (!delivered) {
            add(row, ClaimLayout.DELIVERIES, -1);
        }
        own(row, ClaimLayout.RETURNED_MARKED);
    }

    /**
     * Counts a failed try of a claim: a command has run for the items, and has failed. The claim
     * stays held. If the holder dies now, the claim becomes a returned claim, which any consumer
     * may take, and keeps the increased count. The caller needs no lock.
     */
    void countTry(int row) {
        add(row, ClaimLayout.TRIES, 1);
    }
}
