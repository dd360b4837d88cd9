package ipckit.common.queue;

import static ipckit.common.queue.ClaimTable.NONE;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.function.BooleanSupplier;

/**
 * Makes room for a producer. Frees the room of acknowledged items if no consumer has freed this
 * room yet, for example because the consumer died. Also drops the oldest items, if the producer
 * allows this.
 *
 * <p>The caller must own the producers' lock. This class also acquires the consumers' lock. Owning
 * both locks cannot cause a deadlock, because no participant acquires the two locks in the opposite
 * order.
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
     * Frees the room of acknowledged items. If this room is not enough and {@code drop} is true,
     * also drops the oldest items. Waits only a short time for the consumers' lock, because a
     * stopped consumer may own the lock indefinitely. If this method does not get the lock, it does
     * nothing and returns 0.
     *
     * @param drop whether the oldest items may be dropped; items that a consumer holds are never
     *     dropped
     * @param enough a function that returns whether there is now enough room for the producer's
     *     items
     * @return how many items were dropped
     */
    long makeRoom(boolean drop, BooleanSupplier enough) {
        if (!attachment.consumersLock.acquire(Deadline.NOW).isAcquired()) {
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
     * Drops the oldest items until there is enough room. A run is a header and its items. A
     * returned claim is a claim that a consumer gave back, or that a dead consumer left. Each pass
     * of the loop first frees the room of acknowledged items, because consumers acknowledge items
     * at any time, without a lock. Then it drops the items of one returned claim, or the unclaimed
     * items of one run.
     *
     * <p>Room is freed in the order of the runs. If a consumer holds items of the oldest run,
     * dropping later items would free no room. Therefore the loop then ends.
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
            // The loop needs no body: each call of nextRun() adds the number of items that it
            // reaches to the count that walked() returns.
        }
        claims.own(row, ClaimLayout.FREE);
        return items.walked();
    }

    private long dropUnclaimed(long run, long tail) {
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        PositionCheck.checkRange(run, at, tail, tail);
        Delivery items = Delivery.of(attachment.area, run, at, tail, tail);
        items.nextRun();
        // The next claim begins at claimAt. The word claimRun is the position of the run (a header
        // and its items) that contains claimAt, and is stored second. If this process dies between
        // the two stores, claimRun is the position of an earlier run, and Recovery corrects it.
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, items.position());
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, items.position());
        return items.walked();
    }
}
