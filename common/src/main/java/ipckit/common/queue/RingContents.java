package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.ArrayList;
import java.util.List;

/**
 * The contents of a ring, read once without a lock while participants may change the ring. A
 * producer can overwrite bytes while they are read. {@link #isOvertaken} then returns true, and the
 * results and exceptions of all methods are invalid.
 *
 * <p>The order of the reads matters. The start of the unclaimed items is read first, and the tail
 * (the end of all items) after it. The tail only grows, so it cannot lie before this start. The
 * head (the start of the items that occupy space) is read last, by {@link #isOvertaken}. Producers
 * overwrite only bytes below the head. Therefore the bytes that were read are valid if all of them
 * lie at or above the head.
 */
final class RingContents {
    /**
     * The items between two positions.
     *
     * @param run the position of the run (a header and its items) that contains {@code from}
     * @param holder the participant index of the consumer that has claimed the items; −1 for none
     */
    record Range(long run, long from, long to, int holder) {}

    private final Mapping shared;
    private final Area area;
    private final ClaimTable table;
    private final RunBytes view = new RunBytes();

    /** The lowest position whose bytes were read. */
    private long lowest;

    private long head;
    private long tail;
    private long unclaimedRun;
    private long unclaimedFrom;
    private final List<Range> claims = new ArrayList<>();

    /**
     * Reads the contents.
     *
     * @throws ipckit.common.IpcException CORRUPT when the contents are impossible
     */
    RingContents(Mapping shared, Area area, boolean oneToOne) {
        this.shared = shared;
        this.area = area;
        this.table = new ClaimTable(shared);
        if (oneToOne) {
            readNotes();
        } else {
            readClaims();
        }
    }

    /**
     * Reads the contents of a one-to-one ring, which has one producer and one consumer. The first
     * row of the claims table contains the two positions of the consumer's claim.
     */
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
        int used = table.used();
        lowest = unclaimedRun;
        for (int row = 0; row < used; row++) {
            Range claim = readClaim(row);
            // A claim that was made after this process read unclaimedFrom is skipped, because its
            // items are already in the range of unclaimed items.
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

    private Range readClaim(int row) {
        long owner = table.owner(row);
        if (owner == ClaimLayout.FREE) {
            return null;
        }
        long run = table.run(row);
        long from = table.from(row);
        long to = Words.getAcquire(shared, RingLayout.claim(row) + ClaimLayout.TO);
        // If the owner word has changed, another claim may have been written into the row during
        // the reads. The values may then belong to different claims, so the row is skipped.
        if (table.owner(row) != owner) {
            return null;
        }
        int holder = ClaimLayout.isHeld(owner) ? ClaimLayout.checkedHolder(owner) : -1;
        return new Range(run, from, to, holder);
    }

    /**
     * Returns whether the head has passed the lowest position whose bytes were read. If so, the
     * contents are invalid.
     */
    boolean isOvertaken() {
        Words.fullFence();
        return Words.getAcquire(shared, RingLayout.HEAD_AT) > lowest;
    }

    /** Returns the claims that are not acknowledged, oldest first. */
    List<Range> claims() {
        return claims;
    }

    /** Returns the items that no consumer has claimed. */
    Range unclaimed() {
        return new Range(unclaimedRun, unclaimedFrom, tail, -1);
    }

    long tail() {
        return tail;
    }

    long head() {
        return head;
    }

    /** Returns the number of items that were ever put into the ring. */
    long in() {
        return item(tail);
    }

    /**
     * Returns how many items were ever put at positions below the head. These items no longer
     * occupy space in the ring.
     */
    long beforeHead() {
        return item(head);
    }

    /** Returns the number of items in a range. */
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

    /**
     * Returns how many items were ever put at positions below {@code at}.
     *
     * @param run the position of a run (a header and its items) that begins at or before {@code at}
     */
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
