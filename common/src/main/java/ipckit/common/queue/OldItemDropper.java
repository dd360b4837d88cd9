package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

import java.util.function.BooleanSupplier;

/**
 * Makes room on a producer's behalf: frees what consumers who died or have gone have done with, and
 * forgets the oldest items if that is wanted. The producers' lock is held, and the consumers' lock
 * is taken inside it: always in this order, no consumer ever does it the other way round.
 */
final class OldItemDropper {
    private static final int NONE = -1;

    private final RingAttachment attachment;
    private final Mapping shared;
    private final Area area;
    private final Claims claims;
    private final ClaimTable table;
    private final Recovery recovery;

    OldItemDropper(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.claims = attachment.claims;
        this.table = attachment.claimTable;
        this.recovery = attachment.recovery;
    }

    /**
     * @param drop whether the oldest items may go, as far as nobody holds them
     * @param enough whether there is room now
     * @return how many items were dropped
     */
    long makeRoom(boolean drop, BooleanSupplier enough) {
        if (attachment.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return 0; // a stopped consumer has it: our own time limit must hold
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
     * Drops what keeps the head where it is, one thing after the other, and nothing else: what lies
     * behind something that is held makes no room. Consumers acknowledge without a lock, so the
     * head is advanced before each look.
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

    private long dropReturned(int entry, long tail) {
        long from = table.from(entry);
        PositionCheck.checkRange(table.run(entry), from, table.to(entry), tail);
        Delivery items = new Delivery(area);
        long run = area.runOf(table.run(entry), from, tail);
        items.begin(run, from, table.to(entry), tail, true, 0);
        while (items.nextRun()) {
            // only to count
        }
        claims.drop(entry);
        return items.walked();
    }

    /** Drops what nobody has claimed yet of the run at the head. */
    private long dropUnclaimed(long run, long tail) {
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        PositionCheck.checkRange(run, at, tail, tail);
        Delivery items = new Delivery(area);
        items.begin(area.runOf(run, at, tail), at, tail, tail, false, 0);
        items.nextRun();
        // In the order in which a consumer moves them: the run may lag, never lead.
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, items.position());
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, items.position());
        return items.walked();
    }
}
