package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

/** One of many consumers of a ring, under the consumers' lock (steps C1 to C8). */
final class SharedConsumer extends RingConsumer {
    private static final int NONE = -1;

    /** A consumer that always finds items still looks for dead consumers this often. */
    private static final long RECOVER_NANOS = 50_000_000;

    /** How long a consumer waits for the lock in order to free room. */
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
     * Whether there is nothing to claim, to recover or to free, so that the lock is not needed: any
     * claim, a dead consumer's as well, keeps the head below the tail. Positions that contradict
     * each other do not count as idle; they are checked under the lock and reported as damage.
     */
    private boolean isIdle() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        return Words.getAcquire(shared, RingLayout.HEAD_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_AT_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT) == tail;
    }

    /** C1 to C5; false when the deadline passed before the lock was free. */
    private boolean claimOnce(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        Outcome lock = attachment.consumersLock.acquire(deadline); // C1: the lock
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
            freed = recovery.advanceHead(); // C5: the head
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
            claims.drop(returned); // all of it was acknowledged before its holder died
            returned = table.oldestReturned();
        }
        if (returned != NONE) {
            retake(returned, mostItems, tail); // C2: a returned claim
            return;
        }
        if (at >= tail) {
            return;
        }
        long to = extent.end(run, at, tail, tail, mostItems, mostBytes);
        held = claims.claim(run, at, to); // C3: a claim is written
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, to); // C4: the next claim begins behind it
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
        claims.end(held); // C7: the claim is freed
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
