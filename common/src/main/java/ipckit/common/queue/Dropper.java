package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.RobustLock.Outcome;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * Makes room on a producer's behalf: frees what consumers who died or have gone have done with, and
 * forgets the oldest items if that is wanted. The producers' lock is held, and the consumers' lock
 * is taken inside it: always in this order, no consumer ever does it the other way round.
 */
final class Dropper {
    private static final int NONE = -1;

    private final Membership member;
    private final MemorySegment shared;
    private final Area area;
    private final Claims claims;

    Dropper(Membership member) {
        this.member = member;
        this.shared = member.shared;
        this.area = member.area;
        this.claims = member.claims;
    }

    /**
     * @param drop whether the oldest items may go, as far as nobody holds them
     * @param enough whether there is room now
     * @return how many items were dropped
     */
    long makeRoom(boolean drop, BooleanSupplier enough) {
        if (member.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return 0; // a stopped consumer has it: our own time limit must hold
        }
        try {
            claims.recover();
            claims.advanceHead();
            return drop && !enough.getAsBoolean() ? dropOldest(enough) : 0;
        } finally {
            member.consumersLock.release();
        }
    }

    private long dropOldest(BooleanSupplier enough) {
        long dropped = 0;
        // While somebody holds an older item, dropping younger ones makes no room.
        while (!enough.getAsBoolean() && !claims.anyHeld()) {
            long items = dropOne();
            if (items == 0) {
                break;
            }
            dropped += items;
            claims.advanceHead();
        }
        Words.getAndAdd(shared, RingLayout.DROPPED_AT, dropped);
        return dropped;
    }

    private long dropOne() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        int returned = claims.oldestReturned();
        Delivery items = new Delivery(area);
        if (returned != NONE) {
            long from = claims.from(returned);
            long in = area.runOf(claims.run(returned), from, tail);
            items.begin(in, from, claims.to(returned), tail, true, 0);
            while (items.nextRun()) {
                // only to count
            }
            claims.drop(returned);
            return items.walked();
        }
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        if (at >= tail) {
            return 0;
        }
        long run = area.runOf(Words.get(shared, RingLayout.CLAIM_RUN_AT), at, tail);
        items.begin(run, at, tail, tail, false, 0);
        items.nextRun();
        long next = items.position();
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, next);
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, next);
        return items.walked();
    }
}
