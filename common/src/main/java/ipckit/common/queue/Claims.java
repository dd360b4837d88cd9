package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * One participant's own claims: made, acknowledged, given back. Unless said otherwise, the caller
 * holds the consumers' lock.
 */
final class Claims {
    private final Mapping shared;
    private final int slot;
    private final ClaimTable table;

    Claims(Mapping shared, int slot, ClaimTable table) {
        this.shared = shared;
        this.slot = slot;
        this.table = table;
    }

    /** Takes a returned claim (C2). */
    void retake(int entry) {
        long line = RingLayout.claim(entry);
        Words.set(shared, line + ClaimLayout.TRIES, table.tries(entry) + 1L);
        boolean mark = table.isMarked(entry);
        table.own(entry, ClaimLayout.held(slot, mark));
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        RingStep.C2.reached();
    }

    /**
     * Cuts the front of a returned claim off, as a claim of our own; which entry that is, or -1
     * when there is none left (fragments of the dead fill the table): then it is taken whole.
     */
    int retakeFront(int entry, long border) {
        int free = free();
        if (free == ClaimTable.NONE) {
            return ClaimTable.NONE;
        }
        boolean mark = table.isMarked(entry);
        int front =
                fill(
                        free,
                        table.run(entry),
                        table.from(entry),
                        border,
                        table.tries(entry) + 1L,
                        mark);
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        RingStep.C2A.reached(); // both stand for the front; Recovery sees that ours is inside
        Words.setRelease(shared, RingLayout.claim(entry) + ClaimLayout.FROM, border);
        return front;
    }

    /** Writes a claim of our own (C3); which entry it is. */
    int claim(long run, long from, long to) {
        int entry = free();
        if (entry == ClaimTable.NONE) {
            throw ObjectFile.damaged("more claims than participants");
        }
        fill(entry, run, from, to, 1, false);
        RingStep.C3.reached();
        return entry;
    }

    private int fill(int entry, long run, long from, long to, long tries, boolean mark) {
        table.use(entry);
        long line = RingLayout.claim(entry);
        Words.set(shared, line + ClaimLayout.RUN, run);
        Words.set(shared, line + ClaimLayout.FROM, from);
        Words.set(shared, line + ClaimLayout.TO, to);
        Words.set(shared, line + ClaimLayout.TRIES, tries);
        table.own(entry, ClaimLayout.held(slot, mark));
        return entry;
    }

    /**
     * A free entry, our own slot's if possible. For a new claim there is always one: each consumer
     * holds one claim, and takes returned ones before new ones.
     */
    private int free() {
        if (table.owner(slot) == ClaimLayout.FREE) {
            return slot;
        }
        for (int entry = 0; entry < RingLayout.MAX_PARTICIPANTS; entry++) {
            if (table.owner(entry) == ClaimLayout.FREE) {
                return entry;
            }
        }
        return ClaimTable.NONE;
    }

    /** The consumer has taken everything up to here. Needs no lock, only the claim. */
    void acknowledge(int entry, long run, long upTo) {
        long line = RingLayout.claim(entry);
        Words.setRelease(shared, line + ClaimLayout.FROM, upTo);
        Words.setRelease(shared, line + ClaimLayout.RUN, run); // after: it may lag, never lead
    }

    /** Nothing of it will come again; its bytes stay. Needs no lock, only the claim. */
    void forgo(int entry) {
        long line = RingLayout.claim(entry);
        Words.setRelease(shared, line + ClaimLayout.FROM, table.to(entry));
    }

    /** The claim is done with. Needs no lock, only the claim. */
    void end(int entry) {
        table.own(entry, ClaimLayout.FREE);
        RingStep.C7.reached();
    }

    /**
     * What was not acknowledged is anybody's. Marked, although it may not have been seen: its order
     * is not kept. Needs no lock, only the claim.
     */
    void giveBack(int entry) {
        table.own(entry, ClaimLayout.returned(true));
    }

    /** Drops a returned claim. */
    void drop(int entry) {
        table.own(entry, ClaimLayout.FREE);
    }
}
