package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

/**
 * Repairs what dead participants left in the claims table, and advances the head. The caller holds
 * the consumers' lock.
 */
final class Recovery {
    private final Mapping shared;
    private final Area area;
    private final Liveness liveness;
    private final Claims claims;

    Recovery(Area area, Liveness liveness, Claims claims) {
        this.shared = claims.shared;
        this.area = area;
        this.liveness = liveness;
        this.claims = claims;
    }

    /**
     * Corrects {@code claimRun}, the position of the header of the run that contains {@code
     * claimAt}. The next claim of new items begins at {@code claimAt}. A participant may have died
     * after it advanced {@code claimAt} and before it advanced {@code claimRun}.
     *
     * @return the corrected {@code claimRun}
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

    /**
     * Step R1: changes each claim of a dead consumer into a returned claim, so that living
     * consumers can take the items. A repetition of the step has no further effect.
     */
    void recover() {
        recover(false);
    }

    /**
     * Does the same as {@link #recover()}. Also changes the claims that the previous process with
     * this participant index left into returned claims.
     */
    void recoverFromPredecessor() {
        recover(true);
    }

    private void recover(boolean newcomer) {
        dropUnfinished();
        for (int row = 0; row < claims.used(); row++) {
            long owner = claims.owner(row);
            if (!ClaimLayout.isHeld(owner)) {
                continue;
            }
            int holder = ClaimLayout.checkedHolder(owner);
            if (holder == claims.index) {
                if (newcomer) {
                    returnOf(row, owner);
                }
            } else if (liveness.holdIfDead(holder)) {
                try {
                    returnOf(row, owner);
                } finally {
                    liveness.endHold(holder);
                }
            }
            RingStep.R1.reached();
        }
    }

    /**
     * Makes a dead consumer's claim a returned claim. The consumer may have acknowledged the claim
     * before it died, but after this process had read the owner word. Therefore the word is changed
     * by compare-and-set, and an acknowledged claim stays acknowledged.
     */
    private void returnOf(int row, long owner) {
        if (claims.swap(row, owner, ClaimLayout.RETURNED_MARKED)) {
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    /**
     * Frees claims that were never delivered. The holder of an undelivered claim died while it
     * owned the consumers' lock. It had written the claim, but it had not yet removed the items of
     * the claim from the unclaimed items or from the returned claim.
     *
     * <p>The method does not ask the kernel whether the holder lives. The answer would be
     * misleading if a process that attaches has already taken the index of the dead holder. The
     * answer is also not needed: while this process owns the consumers' lock, only a dead
     * participant can have an undelivered claim.
     *
     * <p>The test compares {@code claimAt} with the end of the claim. A comparison with the start
     * of the claim would be wrong for a delivered claim whose items are all acknowledged. The start
     * of such a claim is equal to its end, and may be equal to {@code claimAt}.
     */
    private void dropUnfinished() {
        long claimAt = Words.getAcquire(shared, RingLayout.CLAIM_AT_AT);
        for (int row = 0; row < claims.used(); row++) {
            long owner = claims.owner(row);
            if (ClaimLayout.isHeld(owner) && (claims.to(row) > claimAt || isInReturned(row))) {
                claims.swap(row, owner, ClaimLayout.FREE);
            }
        }
    }

    private boolean isInReturned(int row) {
        for (int other = 0; other < claims.used(); other++) {
            if (ClaimLayout.isReturned(claims.owner(other))
                    && claims.from(other) < claims.to(row)
                    && claims.from(row) < claims.to(other)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Step C5: advances the head to the lowest run that is still needed. A run is needed when it
     * contains claimed items or the start of the unclaimed items. Advancing the head frees the
     * space of all lower runs.
     *
     * @return whether the head has moved
     * @throws ipckit.common.IpcException CORRUPT when a claim lies outside the buffer
     */
    boolean advanceHead() {
        long head = Words.get(shared, RingLayout.HEAD_AT);
        long next = Words.get(shared, RingLayout.CLAIM_RUN_AT);
        for (int row = 0; row < claims.used(); row++) {
            if (claims.owner(row) != ClaimLayout.FREE) {
                long run = claims.run(row);
                if (run < head || (run & RunLayout.UNIT - 1) != 0) {
                    // The holder may have freed the row after this process read the owner word.
                    // Then the position of the run is out of date, but the ring is not damaged.
                    if (claims.owner(row) == ClaimLayout.FREE) {
                        continue;
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
