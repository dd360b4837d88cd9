package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.RingStep;
import ipckit.common.sync.RobustLock.Outcome;

import java.util.function.BooleanSupplier;

/** One of many consumers of a ring (steps C1 to C8 of the protocol). */
final class SharedConsumer implements Consumer {
    private static final int NONE = -1;

    /** Who always finds something to do must look after the dead now and then, too. */
    private static final long RECOVER_NANOS = 50_000_000;

    private final RingMembership member;
    private final Mapping shared;
    private final Area area;
    private final Claims claims;
    private final ClaimTable table;
    private final Recovery recovery;
    private final EndOfStream stream;
    private final Delivery delivery;
    private final ClaimExtent reach;
    private final BooleanSupplier somethingThere = this::somethingThere;
    private int held = NONE;
    private long acknowledged;
    private long recovered = System.nanoTime();

    SharedConsumer(RingMembership member) {
        this.member = member;
        this.shared = member.shared;
        this.area = member.area;
        this.claims = member.claims;
        this.table = member.claimTable;
        this.recovery = member.recovery;
        this.stream = new EndOfStream(member);
        this.delivery = new Delivery(area);
        this.reach = new ClaimExtent(area);
    }

    @Override
    public Result claim(long mostItems, long mostBytes, int producers, Deadline deadline) {
        boolean thorough = false;
        for (; ; ) {
            if (!isIdle() && !claimOnce(mostItems, mostBytes, thorough, deadline)) {
                member.waiting(WaitReason.NOTHING);
                return Result.NOTHING;
            }
            if (held != NONE) {
                member.waiting(WaitReason.NOTHING);
                stream.sawItems();
                RingStep.C6.reached();
                return Result.ITEMS;
            }
            if (member.spins(somethingThere, deadline)) {
                continue;
            }
            if (stream.isReached(producers, thorough)) { // C8
                return Result.END;
            }
            switch (member.sleep(WaitReason.ITEMS, member.items, somethingThere, deadline)) {
                case LOOK -> thorough = member.overslept();
                case TIMED_OUT -> {
                    // One who was asked not to wait still learns that the stream is over.
                    if (stream.isReached(producers, true)) {
                        return Result.END;
                    }
                    if (!recoverOnce()) {
                        member.waiting(WaitReason.NOTHING);
                        return Result.NOTHING;
                    }
                }
                case REMOVED -> {
                    return Result.REMOVED;
                }
                case GIVEN_UP -> {
                    return Result.GIVEN_UP;
                }
            }
        }
    }

    /**
     * Whether there is nothing to claim, to mend or to free, so that the lock can be left alone:
     * any claim, a dead one's as well, keeps the head below the tail. Positions that contradict
     * each other are not idle: they are looked at, with the lock, and told as damage.
     */
    private boolean isIdle() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        return Words.getAcquire(shared, RingLayout.HEAD_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_AT_AT) == tail
                && Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT) == tail;
    }

    /** C1 to C5; false when the lock could not be had in time. */
    private boolean claimOnce(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        Outcome lock = member.consumersLock.acquire(deadline); // C1
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
            freed = recovery.advanceHead(); // C5
        } finally {
            member.consumersLock.release();
        }
        if (freed) {
            member.room.signal();
        }
        return true;
    }

    /** Whether the dead held something that is now to be had. */
    private boolean recoverOnce() {
        if (!table.anyHeld() || member.consumersLock.acquire(Deadline.NOW) == Outcome.TIMED_OUT) {
            return false;
        }
        try {
            recovery.recover();
        } finally {
            member.consumersLock.release();
        }
        return table.hasReturned();
    }

    private boolean somethingThere() {
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
            retake(returned, mostItems, tail); // C2
            return;
        }
        if (at >= tail) {
            return;
        }
        long to = reach.end(run, at, tail, tail, mostItems, mostBytes);
        held = claims.claim(run, at, to); // C3
        Words.setRelease(shared, RingLayout.CLAIM_AT_AT, to); // C4
        Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, reach.endRun());
        RingStep.C4.reached();
        delivery.begin(run, at, to, tail, false, 1);
    }

    private void retake(int entry, long mostItems, long tail) {
        long from = table.from(entry);
        long to = table.to(entry);
        long head = Words.get(shared, RingLayout.HEAD_AT);
        PositionCheck.check(head, table.run(entry), from, tail, area.capacity());
        PositionCheck.checkRange(table.run(entry), from, to, tail);
        long run = area.runOf(table.run(entry), from, tail);
        long border = reach.end(run, from, to, tail, mostItems, Long.MAX_VALUE);
        held = border < to ? claims.retakeFront(entry, border) : NONE;
        if (held == NONE) {
            claims.retake(entry);
            held = entry;
            border = to;
        }
        delivery.begin(run, from, border, tail, table.isMarked(held), table.tries(held));
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public void acknowledge() {
        claims.end(held); // C7
        held = NONE;
        acknowledged += delivery.walked();
        member.moved(acknowledged);
    }

    @Override
    public void acknowledge(long n) {
        claims.acknowledge(held, delivery.run(), delivery.afterItems(n));
    }

    @Override
    public void forgo() {
        claims.forgo(held);
    }

    @Override
    public void giveBack() {
        if (held != NONE) {
            claims.giveBack(held);
            held = NONE;
            member.items.signal();
        }
    }

    @Override
    public LockHolder heldUpBy() {
        return member.holder(WaitReason.CONSUMERS_LOCK);
    }

    @Override
    public boolean isAtEnd() {
        return stream.isReached(0, true);
    }

    @Override
    public long systemCalls() {
        return member.systemCalls();
    }

    /** Gives back and settles, so that whoever waits for room need not find out. */
    @Override
    public void close() {
        giveBack();
        settle();
        stream.leaves();
        member.close();
    }

    @Override
    public void settle() {
        Outcome lock = member.consumersLock.acquire(Deadline.afterNanos(100_000_000));
        if (lock != Outcome.TIMED_OUT) {
            boolean freed;
            try {
                if (lock == Outcome.TAKEN_OVER) {
                    recovery.recover();
                }
                freed = recovery.advanceHead();
            } finally {
                member.consumersLock.release();
            }
            if (freed) {
                member.room.signal();
            }
        }
    }
}
