package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.RingStep;

import java.util.function.BooleanSupplier;

/**
 * The only consumer of a one-to-one ring: no lock, and the first entry of the claims table as its
 * notebook. What it is about to deliver is noted <em>before</em> it is delivered, so that a
 * successor knows which items may have been seen; what is done moves {@code from} and the head.
 */
final class SoleConsumer implements Consumer {
    private static final long NOTES = RingLayout.claim(0);

    private final RingMembership member;
    private final Mapping shared;
    private final Area area;
    private final EndOfStream stream;
    private final Delivery delivery;
    private final ClaimExtent reach;
    private final BooleanSupplier somethingThere = this::somethingThere;

    private long run;
    private long next;
    private long known;

    /** What lies below has been in somebody's hands before. */
    private long inherited;

    private long to;
    private long acknowledged;

    SoleConsumer(RingMembership member) {
        this.member = member;
        this.shared = member.shared;
        this.area = member.area;
        this.stream = new EndOfStream(member);
        this.delivery = new Delivery(area);
        this.reach = new ClaimExtent(area);
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        long from = Words.getAcquire(shared, NOTES + ClaimLayout.FROM);
        this.inherited = Words.getAcquire(shared, NOTES + ClaimLayout.TO);
        this.known = Words.getAcquire(shared, RingLayout.TAIL_AT);
        this.next = Math.max(head, from);
        PositionCheck.check(head, head, next, known, area.capacity());
        this.run = area.runOf(head, next, known); // the head moves after the note
        this.to = next;
        if (head != run) {
            Words.setRelease(shared, RingLayout.HEAD_AT, run);
        }
        if (inherited > next) {
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    @Override
    public Result claim(long mostItems, long mostBytes, int producers, Deadline deadline) {
        boolean thorough = false;
        while (!take(mostItems, mostBytes)) {
            if (member.spins(somethingThere, deadline)) {
                continue;
            }
            if (stream.isReached(producers, thorough)) {
                return Result.END;
            }
            switch (member.sleep(WaitReason.ITEMS, member.items, somethingThere, deadline)) {
                case LOOK -> thorough = member.overslept();
                case TIMED_OUT -> {
                    if (stream.isReached(producers, true)) {
                        return Result.END;
                    }
                    if (!somethingThere()) {
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
        member.waiting(WaitReason.NOTHING);
        stream.sawItems();
        RingStep.C6.reached();
        return Result.ITEMS;
    }

    private boolean somethingThere() {
        return Words.getAcquire(shared, RingLayout.TAIL_AT) != next;
    }

    private boolean take(long mostItems, long mostBytes) {
        if (known == next) {
            known = Words.getAcquire(shared, RingLayout.TAIL_AT);
            if (known == next) {
                return false;
            }
            long head = Words.get(shared, RingLayout.HEAD_AT);
            PositionCheck.check(head, run, next, known, area.capacity());
        }
        boolean marked = next < inherited;
        long stop = marked ? Math.min(inherited, known) : known;
        to = reach.end(run, next, stop, known, mostItems, mostBytes);
        if (Words.get(shared, NOTES + ClaimLayout.TO) < to) {
            Words.setRelease(shared, NOTES + ClaimLayout.TO, to);
            Words.storeFence(); // noted before anything is delivered
        }
        if (marked) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        delivery.begin(run, next, to, known, marked, marked ? 2 : 1);
        return true;
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public void acknowledge() {
        acknowledged += delivery.walked();
        moveTo(reach.endRun(), to);
    }

    @Override
    public void acknowledge(long n) {
        long position = delivery.afterItems(n);
        moveTo(area.runOf(delivery.run(), position, known), position);
    }

    private void moveTo(long newRun, long position) {
        next = position;
        if (newRun != position) {
            Words.setRelease(shared, NOTES + ClaimLayout.FROM, position); // within a run
        }
        if (newRun != run) {
            run = newRun;
            Words.setRelease(shared, RingLayout.HEAD_AT, run);
            RingStep.C5.reached();
            area.free(run);
            member.room.signal();
        }
        member.moved(acknowledged);
    }

    @Override
    public void forgo() {
        Words.setRelease(shared, NOTES + ClaimLayout.FROM, to);
    }

    /** What is not acknowledged stays where it is, and counts as seen. */
    @Override
    public void giveBack() {
        inherited = Math.max(inherited, to);
        to = next;
    }

    /** There are no locks. */
    @Override
    public LockHolder heldUpBy() {
        return null;
    }

    /** What is acknowledged here is free already. */
    @Override
    public void settle() {}

    @Override
    public boolean isAtEnd() {
        return stream.isReached(0, true);
    }

    @Override
    public long systemCalls() {
        return member.systemCalls();
    }

    @Override
    public void close() {
        giveBack();
        stream.leaves();
        member.close();
    }
}
