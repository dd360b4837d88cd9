package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

/**
 * A consumer of a ring that can have many consumers. It works under the consumers' lock (steps C1
 * to C8).
 */
final class SharedConsumer extends RingConsumer {
    private static final int NONE = -1;

    /** The interval at which a consumer that always finds items recovers from dead consumers. */
    private static final long RECOVER_NANOS = 50_000_000;

    /** The longest time that a consumer waits for the lock in order to free room. */
    private static final long SETTLE_NANOS = 100_000_000;

    private final Claims claims;
    private final ClaimTable table;
    private final Recovery recovery;

    /** The row of the claims table that holds the current claim. */
    private int held = NONE;

    private long recovered = System.nanoTime();

    SharedConsumer(RingAttachment attachment) {
        super(attachment);
        this.claims = attachment.claims;
        this.table = attachment.claimTable;
        this.recovery = attachment.recovery;
    }

    @Override
    Attempt tryClaim(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        if (!isIdle() && !claimOnce(mostItems, mostBytes, thorough, deadline)) {
            return Attempt.LOCK_TIMED_OUT;
        }
        return held != NONE ? Attempt.CLAIMED : Attempt.NO_ITEMS;
    }

    /**
     * Whether there is nothing to claim, to recover or to free, so that the lock is not needed. Any
     * claim, even of a dead consumer, keeps the head below the tail. Positions that contradict each
     * other do not count as idle; they are checked under the lock and reported as damage.
     */
    private boolean isIdle() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        return Words.getAcquire(shared, RingLayout.HEAD_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_AT_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT) == tail;
    }

    /**
     * Tries once to claim items (C1 to C5); returns false when the deadline passed before the lock
     * was free.
     */
    private boolean claimOnce(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        Outcome lock = attachment.consumersLock.acquire(deadline); // C1: acquire the lock
        if (lock == Outcome.TIMED_OUT) {
            return false;
        }
        boolean freed;
        try {
            long now = System.nanoTime();
            if (lock == Outcome.TAKEN_OVER || thorough || now - recovered > RECOVER_NANOS) {
                recovery.recover();
                recovered = now;
            }
            take(mostItems, mostBytes);
            freed = recovery.advanceHead(); // C5: advance the head
        } finally {
            attachment.consumersLock.release();
        }
        if (freed) {
            attachment.room.signal();
        }
        return true;
    }

    /** Returns the claims of dead consumers. */
    @Override
    boolean recoverItems() {
        if (!table.anyHeld()
                || attachment.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return false;
        }
        try {
            recovery.recover();
        } finally {
            attachment.consumersLock.release();
        }
        return table.hasReturned();
    }

    @Override
    boolean itemsThere() {
        return Words.getAcquire(shared, RingLayout.TAIL_AT)
                        != Words.getAcquire(shared, RingLayout.CLAIM_AT_AT)
                || table.hasReturned();
    }

    private void take(long mostItems, long mostBytes) {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        long run = recovery.normalise();
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        int returned = table.oldestReturned();
        while (returned != NONE && table.from(returned) == table.to(returned)) {
            claims.drop(returned); // the holder acknowledged all items before it died
            returned = table.oldestReturned();
        }
        if (returned != NONE) {
            retake(returned, mostItems, tail); // C2: claim the returned claim
            return;
        }
        if (at >= tail) {
            return;
        }
        long to = extent.end(run, at, tail, tail, mostItems, mostBytes);
        held = claims.claim(run, at, to); // C3: write a claim
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, to); // C4: advance claimAt
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, extent.endRun());
        RingStep.C4.reached();
        delivery.begin(run, at, to, tail, false, 1);
    }

    private void retake(int row, long mostItems, long tail) {
        long from = table.from(row);
        long to = table.to(row);
        long head = Words.get(shared, RingLayout.HEAD_AT);
        PositionCheck.check(head, table.run(row), from, tail, area.capacity());
        PositionCheck.checkRange(table.run(row), from, to, tail);
        long run = area.runOf(table.run(row), from, tail);
        long border = extent.end(run, from, to, tail, mostItems, Long.MAX_VALUE);
        held = border < to ? claims.retakeFront(row, border) : NONE;
        if (held == NONE) {
            claims.retake(row);
            held = row;
            border = to;
        }
        delivery.begin(run, from, border, tail, table.isMarked(held), table.tries(held));
    }

    @Override
    void acknowledgeAll() {
        claims.end(held); // C7: free the claim
        held = NONE;
        acknowledged += delivery.walked();
        attachment.moved(acknowledged);
    }

    @Override
    void acknowledgeFirst(long n) {
        claims.acknowledge(held, delivery.run(), delivery.afterItems(n));
    }

    @Override
    void forgoAll() {
        claims.forgo(held);
    }

    @Override
    void giveBackAll() {
        if (held != NONE) {
            claims.giveBack(held);
            held = NONE;
            attachment.items.signal();
        }
    }

    @Override
    LockHolder lockHolder() {
        return attachment.holder(WaitReason.CONSUMERS_LOCK);
    }

    @Override
    void freeAcknowledged() {
        Outcome lock = attachment.consumersLock.acquire(Deadline.afterNanos(SETTLE_NANOS));
        if (lock == Outcome.TIMED_OUT) {
            return;
        }
        boolean freed;
        try {
            if (lock == Outcome.TAKEN_OVER) {
                recovery.recover();
            }
            freed = recovery.advanceHead();
        } finally {
            attachment.consumersLock.release();
        }
        if (freed) {
            attachment.room.signal();
        }
    }
}
