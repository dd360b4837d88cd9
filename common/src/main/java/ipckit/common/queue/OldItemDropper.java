package ipckit.common.queue;

import static ipckit.common.queue.ClaimTable.NONE;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

import java.util.function.BooleanSupplier;

/**
 * Makes room for a producer: frees items that dead or detached consumers have acknowledged, and
 * drops the oldest items if the producer asks for it. The caller holds the producers' lock. The
 * consumers' lock is acquired while the producers' lock is held. No participant acquires the two
 * locks in the opposite order.
 */
final class OldItemDropper {
    private final RingAttachment attachment;
    private final Mapping shared;
    private final Area area;
    private final ClaimTable table;
    private final Recovery recovery;

    OldItemDropper(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.table = attachment.claimTable;
        this.recovery = attachment.recovery;
    }

    /**
     * Makes room if the consumers' lock can be acquired without waiting for items or room.
     *
     * @param drop whether the oldest items may be dropped; items that a consumer holds are never
     *     dropped
     * @param enough tells whether there is enough room now
     * @return how many items were dropped
     */
    long makeRoom(boolean drop, BooleanSupplier enough) {
        if (attachment.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return 0; // a stopped consumer may own the lock for any time
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
     * Drops the items at the head, claim by claim or run by run, until there is enough room or a
     * consumer holds the items at the head. Dropping items behind held items would make no room.
     * Consumers acknowledge without a lock, so each round advances the head first.
     */
    private long dropOldest(BooleanSupplier enough) {
        long dropped = 0;
        for (; ; ) {
            recovery.advanceHead();
            long head = Words.get(shared, RingLayout.HEAD_AT);
            long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
            if (head == tail || enough.getAsBoolean() || table.isHeldAt(head)) {
                break;
            }
            int returned = table.returnedAt(head);
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
        long from = table.from(row);
        PositionCheck.checkRange(table.run(row), from, table.to(row), tail);
        Delivery items = new Delivery(area);
        long run = area.runOf(table.run(row), from, tail);
        items.begin(run, from, table.to(row), tail, true, 0);
        while (items.nextRun()) {
            // the loop only counts the items
        }
        table.own(row, ClaimLayout.FREE);
        return items.walked();
    }

    /** Drops the unclaimed items of the run at the head. */
    private long dropUnclaimed(long run, long tail) {
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        PositionCheck.checkRange(run, at, tail, tail);
        Delivery items = new Delivery(area);
        items.begin(area.runOf(run, at, tail), at, tail, tail, false, 0);
        items.nextRun();
        // The stores have the order of a claim: the run may be older than the position, never
        // newer.
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, items.position());
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, items.position());
        return items.walked();
    }
}
