package ipckit.common.queue;

import static ipckit.common.queue.ClaimTable.NONE;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

import java.util.function.BooleanSupplier;

/**
 * Makes room for a producer: frees items that dead or detached consumers have acknowledged, and
 * drops the oldest items if the producer asks for that. The caller holds the producers' lock, and
 * this class acquires the consumers' lock. No deadlock is possible, because no participant acquires
 * the two locks in the opposite order.
 */
final class OldItemDropper {
    private final RingAttachment attachment;
    private final Mapping shared;
    private final Claims claims;
    private final Recovery recovery;

    OldItemDropper(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.claims = attachment.claims;
        this.recovery = attachment.recovery;
    }

    /**
     * Makes room. Does nothing if the consumers' lock is not free after a short wait, which the
     * deadline {@code NOW} allows. A longer wait could block the producer, because a stopped
     * consumer may own the lock indefinitely.
     *
     * @param drop whether the oldest items may be dropped; items that a consumer holds are never
     *     dropped
     * @param enough returns whether there is now enough room for the producer's items
     * @return how many items were dropped
     */
    long makeRoom(boolean drop, BooleanSupplier enough) {
        if (attachment.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return 0;
        }
        try {
            recovery.recover();
            recovery.advanceHead();
            recovery.normalise();
            return drop && !enough.getAsBoolean() ? dropOldest(enough) : 0;
        } finally {
            attachment.consumersLock.release();
        }
    }

    /**
     * Drops the oldest items, claim by claim or run by run. Stops when there is enough room, when
     * the ring is empty, or when a consumer holds items in the oldest run. In the last case,
     * dropping later items would make no room. Each round first advances the head past acknowledged
     * items, because consumers may acknowledge items at any time without a lock.
     */
    private long dropOldest(BooleanSupplier enough) {
        long dropped = 0;
        for (; ; ) {
            recovery.advanceHead();
            long head = Words.get(shared, RingLayout.HEAD_AT);
            long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
            if (head == tail || enough.getAsBoolean() || claims.isHeldAt(head)) {
                break;
            }
            int returned = claims.returnedAt(head);
            if (returned != NONE) {
                dropped += dropReturned(returned, tail);
            } else if (Words.get(shared, RingLayout.CLAIM_RUN_AT) == head) {
                dropped += dropUnclaimed(head, tail);
            }
        }
        if (dropped > 0) {
            Words.getAndAdd(shared, RingLayout.DROPPED_AT, dropped);
        }
        return dropped;
    }

    private long dropReturned(int row, long tail) {
        long from = claims.from(row);
        PositionCheck.checkRange(claims.run(row), from, claims.to(row), tail);
        Delivery items = Delivery.of(attachment.area, claims.run(row), from, claims.to(row), tail);
        while (items.nextRun()) {
            // The loop counts the items: each call of nextRun() adds the items of one run to
            // walked().
        }
        claims.own(row, ClaimLayout.FREE);
        return items.walked();
    }

    /** Drops those items of the run at the head that no consumer has claimed. */
    private long dropUnclaimed(long run, long tail) {
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        PositionCheck.checkRange(run, at, tail, tail);
        Delivery items = Delivery.of(attachment.area, run, at, tail, tail);
        items.nextRun();
        // The position of the next claim is stored before the position of its run. If this process
        // dies between the two stores, the stored run is an earlier run, and Recovery corrects it.
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, items.position());
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, items.position());
        return items.walked();
    }
}
