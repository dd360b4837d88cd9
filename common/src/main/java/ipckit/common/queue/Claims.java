package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * The claims table as one participant uses it: makes, acknowledges and gives back the claims of
 * this participant. The caller holds the consumers' lock, unless a method's comment says otherwise.
 */
final class Claims extends ClaimTable {
    final int index;

    Claims(Mapping shared, int index) {
        super(shared);
        this.index = index;
    }

    /** C2: takes a whole returned claim again. */
    void retake(int row) {
        long at = RingLayout.claim(row);
        Words.set(shared, at + ClaimLayout.TRIES, tries(row) + 1L);
        boolean mark = isMarked(row);
        own(row, ClaimLayout.held(index, mark));
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        RingStep.C2.reached();
    }

    /**
     * C2A: makes a claim of the front of a returned claim.
     *
     * @param border the end of the front
     * @return the new row; NONE when no row is free, and the caller must take the whole claim
     */
    int retakeFront(int row, long border) {
        int free = free();
        if (free == NONE) {
            return NONE;
        }
        boolean mark = isMarked(row);
        fill(free, run(row), from(row), border, tries(row) + 1L, mark);
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        // Now both rows contain the front. If this process dies here, Recovery frees the new row.
        RingStep.C2A.reached();
        Words.setRelease(shared, RingLayout.claim(row) + ClaimLayout.FROM, border);
        return free;
    }

    /** C3: writes a new claim and returns its row. */
    int claim(long run, long from, long to) {
        int row = free();
        if (row == NONE) {
            throw ObjectFile.damaged("it has more claims than participants");
        }
        fill(row, run, from, to, 1, false);
        RingStep.C3.reached();
        return row;
    }

    private void fill(int row, long run, long from, long to, long tries, boolean mark) {
        use(row);
        long at = RingLayout.claim(row);
        Words.set(shared, at + ClaimLayout.RUN, run);
        Words.set(shared, at + ClaimLayout.FROM, from);
        Words.set(shared, at + ClaimLayout.TO, to);
        Words.set(shared, at + ClaimLayout.TRIES, tries);
        own(row, ClaimLayout.held(index, mark));
    }

    /**
     * Returns a free row, preferably the row whose number is this participant's index; NONE when
     * all rows are used. A new claim always finds a free row, because each consumer holds one claim
     * and takes returned claims before new items.
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

    /** Acknowledges the items of a claim before a position. The caller needs no lock. */
    void acknowledge(int row, long run, long upTo) {
        long at = RingLayout.claim(row);
        Words.setRelease(shared, at + ClaimLayout.FROM, upTo);
        // The run is stored after the position: a reader may find an earlier run, never a later
        // one.
        Words.setRelease(shared, at + ClaimLayout.RUN, run);
    }

    /** Acknowledges all items of a claim, but keeps their bytes valid. The caller needs no lock. */
    void forgo(int row) {
        long at = RingLayout.claim(row);
        Words.setRelease(shared, at + ClaimLayout.FROM, to(row));
    }

    /** C7: acknowledges a claim as a whole. The caller needs no lock. */
    void end(int row) {
        own(row, ClaimLayout.FREE);
        RingStep.C7.reached();
    }

    /**
     * Gives back the claim's items that are not acknowledged, so that any consumer may claim them.
     * The claim is marked even if the user has not seen the items, because the items now come out
     * of order. The caller needs no lock.
     */
    void giveBack(int row) {
        own(row, ClaimLayout.RETURNED_MARKED);
    }
}
