package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * The claims table as it lies in shared memory: what each line says, and searches over all of them.
 * What is found with the consumers' lock held stays so, but for claims that their holders
 * acknowledge or give back.
 */
final class ClaimTable {
    /** No line. */
    static final int NONE = -1;

    private final Mapping shared;

    ClaimTable(Mapping shared) {
        this.shared = shared;
    }

    /** Entries that were ever used: those from here on are free. */
    int used() {
        long used = Words.getAcquire(shared, RingLayout.CLAIMS_USED_AT);
        if (used < 0 || used > RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("impossible number of claims");
        }
        return (int) used;
    }

    long owner(int entry) {
        return Words.getAcquire(shared, RingLayout.claim(entry) + ClaimLayout.OWNER);
    }

    void own(int entry, long owner) {
        Words.setRelease(shared, RingLayout.claim(entry) + ClaimLayout.OWNER, owner);
    }

    boolean swap(int entry, long before, long after) {
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

    /** Notes that a line is used from now on. */
    void use(int entry) {
        if (entry >= used()) {
            Words.setRelease(shared, RingLayout.CLAIMS_USED_AT, entry + 1L);
        }
    }
}
