package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

/**
 * Makes the claims of dead consumers available to living consumers. Also advances the head of the
 * ring, which frees the space of items that are no longer needed. The caller must own the
 * consumers' lock.
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
     * Corrects the word {@code claimRun} in shared memory. The next claim of new items begins at
     * the position {@code claimAt}. The word {@code claimRun} must contain the start of the run (a
     * header and its items) in which this position lies. A participant advances {@code claimAt}
     * first and {@code claimRun} afterwards. If it dies in between, it leaves an old value in
     * {@code claimRun}.
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
     * Frees each claim that is incomplete, because its consumer died at step C3 or C2A of a get. No
     * item of such a claim was delivered. Then changes each other claim of a dead consumer into a
     * returned claim, which any consumer may take (step R1). The package documentation describes
     * the steps. If a process dies while it runs this method, another process can safely run the
     * method again.
     */
    void recover() {
        recover(false);
    }

    /**
     * Recovers like {@link #recover()}, but for a process that is attaching. The previous process
     * with the same participant index may have left claims. These claims also become returned
     * claims, which any consumer may take.
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
     * Changes a dead consumer's claim into a returned claim, which any consumer may take, and
     * counts the lost delivery. No consumer can take the claim before the lost delivery is counted,
     * because this process owns the lock. If the dead consumer acknowledged the claim just before
     * it died, the claim must stay acknowledged. Therefore the owner word is changed by
     * compare-and-set, which fails if the word no longer has the value {@code owner}.
     */
    private void returnOf(int row, long owner) {
        if (claims.swap(row, owner, ClaimLayout.RETURNED_MARKED)) {
            claims.add(row, ClaimLayout.LOST, 1);
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    /**
     * Frees unfinished claims, whose items were never delivered. A consumer makes a new claim in
     * two steps while it owns the consumers' lock. First it writes the claim into the table. Then
     * it makes the claimed items unavailable to others. For new items, it advances {@code claimAt},
     * the position at which the next claim begins. For items of a returned claim (a claim that any
     * consumer may take), it removes these items from the returned claim. If the consumer dies
     * between the two steps, other consumers can still claim the items, so this method frees the
     * unfinished claim.
     *
     * <p>A claim is unfinished if it ends beyond {@code claimAt} or overlaps a returned claim. The
     * consumer of an unfinished claim is dead: if it lived, it would own the lock, but this process
     * owns the lock. So the kernel is not asked whether the consumer lives. The answer of the
     * kernel could also be wrong, because a new process may have the participant index of the dead
     * consumer.
     *
     * <p>The test compares the end of a claim, and not its start, with {@code claimAt}. A consumer
     * may acknowledge all items of a delivered claim by moving the start of the claim to its end.
     * The start may then equal {@code claimAt}, although the claim was delivered.
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
     * Advances the head of the ring to the lowest run (a header and its items) that is still
     * needed. This is step C5 in the package documentation. A run is needed if it contains claimed
     * items or the position at which the next claim begins. Advancing the head frees the space of
     * all lower runs.
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
                    // The position is impossible for a claim. Perhaps the consumer has acknowledged
                    // the claim since the owner word was read. If so, the row is free now, and its
                    // position has no meaning. Otherwise the ring is damaged.
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
