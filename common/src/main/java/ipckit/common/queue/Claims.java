package ipckit.common.queue;

import ipckit.common.memory.Words;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.Step;

import java.lang.foreign.MemorySegment;

/**
 * The claims table as one participant uses it. Unless said otherwise, the caller holds the
 * consumers' lock.
 */
final class Claims {
    private static final int NONE = -1;

    private final MemorySegment shared;
    private final Area area;
    private final int slot;
    private final Liveness liveness;

    Claims(MemorySegment shared, Area area, int slot, Liveness liveness) {
        this.shared = shared;
        this.area = area;
        this.slot = slot;
        this.liveness = liveness;
    }

    /** Entries that were ever used: those from here on are free. */
    private int used() {
        long used = Words.getAcquire(shared, RingLayout.CLAIMS_USED_AT);
        if (used < 0 || used > RingLayout.SLOTS) {
            throw RunLayout.damaged("impossible number of claims");
        }
        return (int) used;
    }

    private long owner(int entry) {
        return Words.getAcquire(shared, RingLayout.claim(entry) + ClaimLayout.OWNER);
    }

    private void own(int entry, long owner) {
        Words.setRelease(shared, RingLayout.claim(entry) + ClaimLayout.OWNER, owner);
    }

    private boolean swap(int entry, long before, long after) {
        return Words.compareAndSet(
                shared, RingLayout.claim(entry) + ClaimLayout.OWNER, before, after);
    }

    long from(int entry) {
        return Words.getAcquire(shared, RingLayout.claim(entry) + ClaimLayout.FROM);
    }

    long run(int entry) {
        return Words.getAcquire(shared, RingLayout.claim(entry) + ClaimLayout.RUN);
    }

    long to(int entry) {
        return Words.get(shared, RingLayout.claim(entry) + ClaimLayout.TO);
    }

    int tries(int entry) {
        return (int) Words.get(shared, RingLayout.claim(entry) + ClaimLayout.TRIES);
    }

    boolean isMarked(int entry) {
        return ClaimLayout.isMarked(owner(entry));
    }

    /** Whether there is a returned claim. No lock is needed. */
    boolean hasReturned() {
        for (int entry = 0; entry < used(); entry++) {
            if (ClaimLayout.isReturned(owner(entry))) {
                return true;
            }
        }
        return false;
    }

    /** The returned claim that begins first, or -1. */
    int oldestReturned() {
        int oldest = NONE;
        for (int entry = 0; entry < used(); entry++) {
            if (ClaimLayout.isReturned(owner(entry))
                    && (oldest == NONE || from(entry) < from(oldest))) {
                oldest = entry;
            }
        }
        return oldest;
    }

    /** Takes a returned claim (C2). */
    void retake(int entry) {
        long line = RingLayout.claim(entry);
        Words.set(shared, line + ClaimLayout.TRIES, tries(entry) + 1L);
        boolean mark = isMarked(entry);
        own(entry, ClaimLayout.held(slot, mark));
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        Step.C2.reached();
    }

    /**
     * Cuts the front of a returned claim off, as a claim of our own; which entry that is, or -1
     * when there is none left (fragments of the dead fill the table): then it is taken whole.
     */
    int retakeFront(int entry, long border) {
        int free = free();
        if (free == NONE) {
            return NONE;
        }
        boolean mark = isMarked(entry);
        int front = fill(free, run(entry), from(entry), border, tries(entry) + 1L, mark);
        if (mark) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        // Should we die here, both stand for the front; recover() sees that ours is inside.
        Words.setRelease(shared, RingLayout.claim(entry) + ClaimLayout.FROM, border);
        return front;
    }

    /** Writes a claim of our own (C3); which entry it is. */
    int claim(long run, long from, long to) {
        int entry = free();
        if (entry == NONE) {
            throw RunLayout.damaged("more claims than participants");
        }
        fill(entry, run, from, to, 1, false);
        Step.C3.reached();
        return entry;
    }

    private int fill(int entry, long run, long from, long to, long tries, boolean mark) {
        if (entry >= used()) {
            Words.setRelease(shared, RingLayout.CLAIMS_USED_AT, entry + 1L);
        }
        long line = RingLayout.claim(entry);
        Words.set(shared, line + ClaimLayout.RUN, run);
        Words.set(shared, line + ClaimLayout.FROM, from);
        Words.set(shared, line + ClaimLayout.TO, to);
        Words.set(shared, line + ClaimLayout.TRIES, tries);
        own(entry, ClaimLayout.held(slot, mark));
        return entry;
    }

    /**
     * A free entry, our own slot's if possible. For a new claim there is always one: each consumer
     * holds one claim, and takes returned ones before new ones.
     */
    private int free() {
        if (owner(slot) == ClaimLayout.FREE) {
            return slot;
        }
        for (int entry = 0; entry < RingLayout.SLOTS; entry++) {
            if (owner(entry) == ClaimLayout.FREE) {
                return entry;
            }
        }
        return NONE;
    }

    /** The consumer has taken everything up to here. Needs no lock, only the claim. */
    void acknowledge(int entry, long run, long upTo) {
        long line = RingLayout.claim(entry);
        Words.setRelease(shared, line + ClaimLayout.FROM, upTo);
        Words.setRelease(shared, line + ClaimLayout.RUN, run); // after: it may lag, never lead
    }

    /** Nothing of it will come again; its bytes stay. Needs no lock, only the claim. */
    void forgo(int entry) {
        long line = RingLayout.claim(entry);
        Words.setRelease(shared, line + ClaimLayout.FROM, to(entry));
    }

    /** The claim is done with. Needs no lock, only the claim. */
    void end(int entry) {
        own(entry, ClaimLayout.FREE);
        Step.C7.reached();
    }

    /**
     * What was not acknowledged is anybody's. Marked, although it may not have been seen: its order
     * is not kept. Needs no lock, only the claim.
     */
    void giveBack(int entry) {
        own(entry, ClaimLayout.returned(true));
    }

    /** Drops a returned claim. */
    void drop(int entry) {
        own(entry, ClaimLayout.FREE);
    }

    /** Whether a consumer holds something of the run at the head. */
    boolean isHeldAt(long head) {
        for (int entry = 0; entry < used(); entry++) {
            if (ClaimLayout.isHeld(owner(entry)) && run(entry) == head) {
                return true;
            }
        }
        return false;
    }

    /** The returned claim on the run at the head, or -1. */
    int returnedAt(long head) {
        for (int entry = 0; entry < used(); entry++) {
            if (ClaimLayout.isReturned(owner(entry)) && run(entry) == head) {
                return entry;
            }
        }
        return NONE;
    }

    /**
     * Brings the run of the next claim up to its position: whoever moved the one may have died
     * before it moved the other.
     *
     * @return the run
     */
    long normalise() {
        long tail = Words.getAcquire(shared, RingLayout.TAIL_AT);
        long head = Words.get(shared, RingLayout.HEAD_AT);
        long run = Words.get(shared, RingLayout.CLAIM_RUN_AT);
        long at = Words.get(shared, RingLayout.CLAIM_AT_AT);
        Positions.check(head, run, at, tail, area.capacity());
        long in = area.runOf(run, at, tail);
        if (in != run) {
            Words.setRelease(shared, RingLayout.CLAIM_RUN_AT, in);
        }
        return in;
    }

    /** Whether a living or dead consumer holds anything. */
    boolean anyHeld() {
        for (int entry = 0; entry < used(); entry++) {
            if (ClaimLayout.isHeld(owner(entry))) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody in the slot holds anything. No lock is needed by a newcomer there. */
    boolean isHeldBy(int holder) {
        for (int entry = 0; entry < used(); entry++) {
            long owner = owner(entry);
            if (ClaimLayout.isHeld(owner) && ClaimLayout.slot(owner) == holder) {
                return true;
            }
        }
        return false;
    }

    /** SWEEP: returns what the dead held (R1). Idempotent. */
    void recover() {
        recover(false);
    }

    /** As {@link #recover}, and whoever was in our slot before us counts as dead. */
    void recoverAfterMyPredecessor() {
        recover(true);
    }

    private void recover(boolean newcomer) {
        dropUnfinished();
        for (int entry = 0; entry < used(); entry++) {
            long owner = owner(entry);
            if (!ClaimLayout.isHeld(owner)) {
                continue;
            }
            long holder = ClaimLayout.slot(owner);
            if (holder >= RingLayout.SLOTS) {
                throw RunLayout.damaged("a claim names a holder that cannot be");
            }
            if (holder == slot) {
                if (newcomer) {
                    returnOf(entry, owner);
                }
            } else if (liveness.holdIfDead((int) holder)) {
                try {
                    returnOf(entry, owner);
                } finally {
                    liveness.endHold((int) holder);
                }
            }
            Step.R1.reached();
        }
    }

    /** Swaps, because the holder may have acknowledged and died after we read the word. */
    private void returnOf(int entry, long owner) {
        if (swap(entry, owner, ClaimLayout.returned(true))) {
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    /**
     * Frees claims whose holder died inside the lock, after writing the claim and before what it
     * was cut from (the unclaimed, or a returned claim) had shrunk: they were never given out.
     *
     * <p>Nobody is asked whether the holder lives: a newcomer may be in its slot by now, and no
     * living holder's claim can look so while we hold the lock. The test is on where the claim
     * ends; a living one that has acknowledged all of it begins there, too.
     */
    private void dropUnfinished() {
        long claimAt = Words.getAcquire(shared, RingLayout.CLAIM_AT_AT);
        for (int entry = 0; entry < used(); entry++) {
            long owner = owner(entry);
            if (ClaimLayout.isHeld(owner) && (to(entry) > claimAt || isInReturned(entry))) {
                swap(entry, owner, ClaimLayout.FREE);
            }
        }
    }

    private boolean isInReturned(int entry) {
        for (int other = 0; other < used(); other++) {
            if (ClaimLayout.isReturned(owner(other))
                    && from(other) < to(entry)
                    && from(entry) < to(other)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Frees what nobody has or will have (C5); whether that made room.
     *
     * @throws ipckit.common.IpcException CORRUPT when a claim lies outside
     */
    boolean advanceHead() {
        long head = Words.get(shared, RingLayout.HEAD_AT);
        long next = Words.get(shared, RingLayout.CLAIM_RUN_AT);
        for (int entry = 0; entry < used(); entry++) {
            if (owner(entry) != ClaimLayout.FREE) {
                long run = run(entry);
                if (run < head || (run & RunLayout.UNIT - 1) != 0) {
                    if (owner(entry) == ClaimLayout.FREE) {
                        continue; // acknowledged meanwhile
                    }
                    throw RunLayout.damaged("a claim lies outside of the buffer");
                }
                next = Math.min(next, run);
            }
        }
        if (next <= head) {
            return false;
        }
        Positions.check(
                head, next, next, Words.getAcquire(shared, RingLayout.TAIL_AT), area.capacity());
        Words.setRelease(shared, RingLayout.HEAD_AT, next);
        Step.C5.reached();
        area.free(next);
        return true;
    }
}
