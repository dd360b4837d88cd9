package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;

/**
 * What is in a ring, read once without a lock while others go on. Whatever was read may have been
 * overtaken meanwhile; {@link #isOvertaken} tells, and then all of it is void, exceptions included.
 *
 * <p>The order of the looks is the point: each position is read before those that lie ahead of it,
 * and the head last. Nothing from the head on can have been written over.
 */
final class RingContents {
    /**
     * Items between two positions.
     *
     * @param run header position of the run that {@code from} is in
     * @param holder the slot of the consumer that has them; -1 if nobody has
     */
    record Range(long run, long from, long to, int holder) {}

    private final Mapping shared;
    private final Area area;
    private final RunBytes view = new RunBytes();

    /** Where the oldest byte is that was looked at. */
    private long lowest;

    private long head;
    private long tail;
    private long unclaimedRun;
    private long unclaimedFrom;
    private final List<Range> claims = new ArrayList<>();

    private RingContents(Mapping shared, Area area) {
        this.shared = shared;
        this.area = area;
    }

    /**
     * Takes stock.
     *
     * @throws ipckit.common.IpcException CORRUPT when what is read is impossible
     */
    static RingContents of(Mapping shared, Area area, boolean oneToOne) {
        RingContents stock = new RingContents(shared, area);
        if (oneToOne) {
            stock.readNotes();
        } else {
            stock.readClaims();
        }
        return stock;
    }

    /** The sole consumer's notebook. */
    private void readNotes() {
        long notes = RingLayout.claim(0);
        unclaimedRun = Words.getAcquire(shared, RingLayout.HEAD_AT);
        long from = Words.getAcquire(shared, notes + ClaimLayout.FROM);
        long to = Words.getAcquire(shared, notes + ClaimLayout.TO);
        tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        head = unclaimedRun;
        lowest = unclaimedRun;
        long next = Math.max(unclaimedRun, from);
        PositionCheck.check(head, head, next, tail, area.capacity());
        unclaimedRun = area.runOf(unclaimedRun, next, tail);
        unclaimedFrom = next;
        if (next < to && to <= tail) {
            claims.add(new Range(unclaimedRun, next, to, RingAttachment.SOLE_CONSUMER));
            unclaimedRun = area.runOf(unclaimedRun, to, tail);
            unclaimedFrom = to;
        }
    }

    private void readClaims() {
        unclaimedRun = Words.getAcquire(shared, RingLayout.CLAIM_RUN_AT);
        unclaimedFrom = Words.getAcquire(shared, RingLayout.CLAIM_AT_AT);
        tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        long used = Words.getAcquire(shared, RingLayout.CLAIMS_USED_AT);
        if (used < 0 || used > RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("impossible number of claims");
        }
        lowest = unclaimedRun;
        for (int entry = 0; entry < used; entry++) {
            Range claim = readClaim(RingLayout.claim(entry));
            // What was claimed after we had looked is still counted as unclaimed.
            if (claim != null && claim.to <= unclaimedFrom) {
                claims.add(claim);
                lowest = Math.min(lowest, claim.run);
            }
        }
        claims.sort((a, b) -> Long.compare(a.from, b.from));
        head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        PositionCheck.check(head, unclaimedRun, unclaimedFrom, tail, area.capacity());
        unclaimedRun = area.runOf(unclaimedRun, unclaimedFrom, tail);
    }

    private Range readClaim(long line) {
        long owner = Words.getAcquire(shared, line + ClaimLayout.OWNER);
        if (owner == ClaimLayout.FREE) {
            return null;
        }
        long run = Words.getAcquire(shared, line + ClaimLayout.RUN);
        long from = Words.getAcquire(shared, line + ClaimLayout.FROM);
        long to = Words.getAcquire(shared, line + ClaimLayout.TO);
        if (Words.getAcquire(shared, line + ClaimLayout.OWNER) != owner) {
            return null; // it has just come or gone
        }
        if (!ClaimLayout.isHeld(owner)) {
            return new Range(run, from, to, -1);
        }
        long holder = ClaimLayout.slot(owner);
        if (holder >= RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a claim names a holder that cannot be");
        }
        return new Range(run, from, to, (int) holder);
    }

    /** Whether others have moved past what was read, so that it means nothing. */
    boolean isOvertaken() {
        Words.fullFence();
        return Words.getAcquire(shared, RingLayout.HEAD_AT) > lowest;
    }

    /** Claims that are not done with, oldest first. */
    List<Range> claims() {
        return claims;
    }

    /** What nobody has claimed yet. */
    Range unclaimed() {
        return new Range(unclaimedRun, unclaimedFrom, tail, -1);
    }

    long tail() {
        return tail;
    }

    long head() {
        return head;
    }

    /** Items ever put. */
    long in() {
        return item(tail);
    }

    /** Items before the head: as a producer sees it, everything from there on takes room. */
    long beforeHead() {
        return item(head);
    }

    /** How many items are in a range. */
    long count(Range range) {
        PositionCheck.checkRange(range.run, range.from, range.to, tail);
        if (range.run < head) {
            throw ObjectFile.damaged("a claim lies outside of the buffer");
        }
        if (range.from == range.to) {
            return 0;
        }
        return number(range.run, range.to) - number(range.run, range.from);
    }

    /** The number of the item at a position, found from a run before it. */
    private long number(long run, long at) {
        if (at == tail) {
            return item(tail);
        }
        long header = area.runOf(run, at, tail);
        long first = item(header);
        if (header == at) {
            return first;
        }
        long word = area.headerWord(header);
        long payload = header + RunLayout.UNIT;
        area.view(payload, RunLayout.checkedLength(word, header, tail), view);
        return first + view.count(RunLayout.format(word), at - payload);
    }

    private long item(long position) {
        long first = area.firstItem(position);
        if (first < 0 || first > PositionCheck.MOST) {
            throw ObjectFile.damaged("its count of items is impossible");
        }
        return first;
    }
}
