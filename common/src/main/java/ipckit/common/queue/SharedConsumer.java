package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;
import static ipckit.common.queue.ClaimTable.NONE;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

/**
 * A consumer of a ring that can have many consumers. The consumer owns the consumers' lock while it
 * claims items. The package documentation defines the steps C1 to C8 of a get.
 */
final class SharedConsumer extends Consumer {
    /**
     * The interval in nanoseconds at which a busy consumer recovers the claims of dead consumers.
     * Other consumers recover these claims when they have slept. A busy consumer never sleeps,
     * because it always finds new items, so it needs this interval.
     */
    private static final long RECOVER_NANOS = 50_000_000;

    /**
     * The longest time in nanoseconds that {@link #settle} waits for the consumers' lock. The
     * method needs the lock to free the room of acknowledged items.
     */
    private static final long SETTLE_NANOS = 100_000_000;

    private final Claims claims;
    private final Recovery recovery;

    /** The row of the claims table with the claim of this consumer; NONE if it has no claim. */
    private int held = NONE;

    private long recovered = System.nanoTime();

    SharedConsumer(RingAttachment attachment) {
        super(attachment);
        this.claims = attachment.claims;
        this.recovery = attachment.recovery;
    }

    @Override
    Attempt tryClaim(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        if (!isIdle()) {
            Outcome lock = attachment.consumersLock.acquire(deadline);
            if (!lock.isAcquired()) {
                return lock == Outcome.REMOVED ? Attempt.REMOVED : Attempt.LOCK_TIMED_OUT;
            }
            boolean recovers =
                    lock == Outcome.TAKEN_OVER
                            || thorough
                            || System.nanoTime() - recovered > RECOVER_NANOS;
            workAndRelease(recovers, mostItems, mostBytes);
        }
        return held != NONE ? Attempt.CLAIMED : Attempt.NO_ITEMS;
    }

    /**
     * Returns whether there is nothing to claim, to recover or to free. The caller then does not
     * need the consumers' lock.
     *
     * <p>There is nothing to do if three positions are equal to the tail, which is the end of all
     * items. The first is the head, where the occupied space begins. The second is claimAt, where
     * the next claim begins. The third is claimRun, the start of the run (a header and its items)
     * that contains claimAt. If all three are equal to the tail, no consumer, living or dead, has a
     * claim, because the head cannot pass claimed items.
     *
     * <p>If the file is damaged and these positions contradict each other, this method returns
     * false. The caller then acquires the lock and checks the positions, and this check reports the
     * damage.
     */
    private boolean isIdle() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        return Words.getAcquire(shared, RingLayout.HEAD_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_AT_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT) == tail;
    }

    /**
     * Claims items (steps C2 to C4), and advances the head of the ring to free space (step C5).
     * Then releases the consumers' lock, which the caller must have acquired. If space was freed,
     * wakes the producers.
     *
     * @param recovers true to make the items of dead consumers available first
     * @param mostItems the largest number of items to claim; 0 to claim nothing
     */
    private void workAndRelease(boolean recovers, long mostItems, long mostBytes) {
        boolean freed;
        try {
            if (recovers) {
                recovery.recover();
                recovered = System.nanoTime();
            }
            if (mostItems > 0) {
                take(mostItems, mostBytes);
            }
            freed = recovery.advanceHead();
        } finally {
            attachment.consumersLock.release();
        }
        if (freed) {
            attachment.room.signalAfterSwap();
        }
    }

    /**
     * Recovers the claims of dead consumers, so that any consumer can claim the items again. Does
     * nothing and returns false if no consumer, living or dead, holds a claim. Waits only a short
     * time for the consumers' lock. Without the lock, this method also does nothing and returns
     * false.
     *
     * @return whether there are items that a consumer had claimed, and that any consumer can now
     *     claim again
     */
    @Override
    boolean recoverItems() {
        if (!claims.anyHeld() || !attachment.consumersLock.acquire(Deadline.NOW).isAcquired()) {
            return false;
        }
        try {
            recovery.recover();
        } finally {
            attachment.consumersLock.release();
        }
        return claims.hasReturned();
    }

    @Override
    boolean itemsThere() {
        return Words.getAcquire(shared, RingLayout.TAIL_AT)
                        != Words.getAcquire(shared, RingLayout.CLAIM_AT_AT)
                || claims.hasReturned();
    }

    private void take(long mostItems, long mostBytes) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        long run = recovery.normalise();
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        int returned = claims.oldestReturned();
        // A claim becomes a returned claim when its consumer gives it back or dies. If the consumer
        // had already acknowledged all items of the claim, the returned claim is empty. The loop
        // frees the rows of empty claims, because they contain no items to deliver again.
        while (returned != NONE && claims.from(returned) == claims.to(returned)) {
            claims.own(returned, ClaimLayout.FREE);
            returned = claims.oldestReturned();
        }
        if (returned != NONE) {
            retake(returned, mostItems, tail);
            return;
        }
        if (at >= tail) {
            return;
        }
        long to = extent.end(run, at, tail, tail, mostItems, mostBytes);
        // Step C3 writes the claim to the claims table. Step C4 advances claimAt to the end of the
        // claim, which is the start of the unclaimed items. It also advances claimRun to the run (a
        // header and its items) that contains this position.
        held = claims.claim(run, at, to);
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, to);
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, extent.endRun());
        RingStep.C4.reached();
        delivery.begin(run, at, to, tail, false, 1);
    }

    private void retake(int row, long mostItems, long tail) {
        long from = claims.from(row);
        long to = claims.to(row);
        long head = Words.get(shared, RingLayout.HEAD_AT);
        PositionCheck.check(head, claims.run(row), from, tail, area.capacity());
        PositionCheck.checkRange(claims.run(row), from, to, tail);
        long run = area.runOf(claims.run(row), from, tail);
        long border = extent.end(run, from, to, tail, mostItems, Long.MAX_VALUE);
        held = border < to ? claims.retakeFront(row, border) : NONE;
        if (held == NONE) {
            claims.retake(row);
            held = row;
            border = to;
        }
        delivery.begin(run, from, border, tail, claims.isMarked(held), claims.deliveries(held));
        delivery.failed(claims.tries(held), claims.lost(held));
    }

    @Override
    void acknowledgeAll() {
        claims.end(held);
        held = NONE;
        acknowledged += delivery.walked();
        attachment.moved(acknowledged);
    }

    @Override
    void acknowledgeFirst(long n) {
        claims.acknowledge(held, delivery.run(), delivery.afterItems(n));
    }

    @Override
    public void forgo() {
        guarded(() -> claims.forgo(held));
    }

    @Override
    public void giveBack() {
        giveBack(true);
    }

    @Override
    public void giveBackUndelivered() {
        giveBack(false);
    }

    private void giveBack(boolean delivered) {
        guarded(
                () -> {
                    if (held != NONE) {
                        claims.giveBack(held, delivered);
                        held = NONE;
                        attachment.items.signal();
                    }
                });
    }

    @Override
    public void countTry() {
        guarded(() -> claims.countTry(held));
    }

    @Override
    public LockHolder heldUpBy() {
        return guarded(() -> attachment.holder(WaitReason.CONSUMERS_LOCK));
    }

    @Override
    public void settle() {
        guarded(
                () -> {
                    Deadline limit = Deadline.afterNanos(SETTLE_NANOS);
                    Outcome lock = attachment.consumersLock.acquire(limit);
                    if (lock.isAcquired()) {
                        workAndRelease(lock == Outcome.TAKEN_OVER, 0, 0);
                    }
                });
    }
}
