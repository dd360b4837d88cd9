package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

/**
 * Mends what the dead have left in the claims table, and frees what nobody needs any more. The
 * caller holds the consumers' lock.
 */
final class Recovery {
    private final Mapping shared;
    private final Area area;
    private final int slot;
    private final Liveness liveness;
    private final ClaimTable table;

    Recovery(Mapping shared, Area area, int slot, Liveness liveness, ClaimTable table) {
        this.shared = shared;
        this.area = area;
        this.slot = slot;
        this.liveness = liveness;
        this.table = table;
    }

    /**
     * Brings the run of the next claim up to its position: whoever moved the one may have died
     * before it moved the other.
     *
     * @return the run
     */
    long normalise() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        long head = Words.get(shared, RingLayout.HEAD_AT);
        long run = Words.get(shared, RingLayout.CLAIM_RUN_AT);
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        PositionCheck.check(head, run, at, tail, area.capacity());
        long in = area.runOf(run, at, tail);
        if (in != run) {
            Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, in);
        }
        return in;
    }

    /** SWEEP: returns what the dead held (R1). Idempotent. */
    void recover() {
        recover(false);
    }

    /** As {@link #recover}, and whoever was in our slot before us counts as dead. */
    void recoverFromPredecessor() {
        recover(true);
    }

    private void recover(boolean newcomer) {
        dropUnfinished();
        for (int entry = 0; entry < table.used(); entry++) {
            long owner = table.owner(entry);
            if (!ClaimLayout.isHeld(owner)) {
                continue;
            }
            long holder = ClaimLayout.slot(owner);
            if (holder >= RingLayout.MAX_PARTICIPANTS) {
                throw ObjectFile.damaged("a claim names a holder that cannot be");
            }
            if (holder == slot) {
                if (newcomer) {
                    returnOf(entry, owner);
                }
            } else if (liveness.holdIfDead((int) holder)) {
                try {
                    returnOf(entry, owner);
                } finally {
                    liveness.endHold((int) holder);
                }
            }
            RingStep.R1.reached();
        }
    }

    /** Swaps, because the holder may have acknowledged and died after we read the word. */
    private void returnOf(int entry, long owner) {
        if (table.swap(entry, owner, ClaimLayout.returned(true))) {
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    /**
     * Frees claims whose holder died inside the lock, after writing the claim and before what it
     * was cut from (the unclaimed, or a returned claim) had shrunk: they were never given out.
     *
     * <p>Nobody is asked whether the holder lives: a newcomer may be in its slot by now, and no
     * living holder's claim can look so while we hold the lock. The test is on where the claim
     * ends; a living one that has acknowledged all of it begins there, too.
     */
    private void dropUnfinished() {
        long claimAt = Words.getAcquire(shared, RingLayout.CLAIM_AT_AT);
        for (int entry = 0; entry < table.used(); entry++) {
            long owner = table.owner(entry);
            if (ClaimLayout.isHeld(owner) && (table.to(entry) > claimAt || isInReturned(entry))) {
                table.swap(entry, owner, ClaimLayout.FREE);
            }
        }
    }

    private boolean isInReturned(int entry) {
        for (int other = 0; other < table.used(); other++) {
            if (ClaimLayout.isReturned(table.owner(other))
                    && table.from(other) < table.to(entry)
                    && table.from(entry) < table.to(other)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Frees what nobody has or will have (C5); whether that made room.
     *
     * @throws ipckit.common.IpcException CORRUPT when a claim lies outside
     */
    boolean advanceHead() {
        long head = Words.get(shared, RingLayout.HEAD_AT);
        long next = Words.get(shared, RingLayout.CLAIM_RUN_AT);
        for (int entry = 0; entry < table.used(); entry++) {
            if (table.owner(entry) != ClaimLayout.FREE) {
                long run = table.run(entry);
                if (run < head || (run & RunLayout.UNIT - 1) != 0) {
                    if (table.owner(entry) == ClaimLayout.FREE) {
                        continue; // acknowledged meanwhile
                    }
                    throw ObjectFile.damaged("a claim lies outside of the buffer");
                }
                next = Math.min(next, run);
            }
        }
        if (next <= head) {
            return false;
        }
        PositionCheck.check(
                head, next, next, Words.getAcquire(shared, RingLayout.TAIL_AT), area.capacity());
        Words.setRelease(shared, RingLayout.HEAD_AT, next);
        RingStep.C5.reached();
        area.free(next);
        return true;
    }
}
