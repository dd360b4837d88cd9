package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

/**
 * The claims table in shared memory. This class reads and writes single rows, and searches all
 * rows. A consumer holds a claim until it acknowledges the claim or gives it back. A claim that was
 * given back, or that a dead consumer held, becomes a returned claim, which any consumer may take.
 *
 * <p>While the caller owns the consumers' lock, no other consumer can make a claim. But other
 * consumers can acknowledge claims or give claims back without the lock. So the result of a search
 * may be out of date at once, even while the caller owns the lock.
 */
sealed class ClaimTable permits Claims {
    /** The result of a search that found no row. */
    static final int NONE = -1;

    private static final long ANY_RUN = -1;

    final Mapping shared;

    ClaimTable(Mapping shared) {
        this.shared = shared;
    }

    /**
     * Returns the number of rows that may contain a claim: all rows up to the last row that was
     * ever used. All later rows are free.
     */
    int used() {
        long used = Words.getAcquire(shared, RingLayout.CLAIMS_USED_AT);
        if (used < 0 || used > RingLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("its number of claims is impossible");
        }
        return (int) used;
    }

    long owner(int row) {
        return Words.getAcquire(shared, RingLayout.claim(row) + ClaimLayout.OWNER);
    }

    void own(int row, long owner) {
        Words.setRelease(shared, RingLayout.claim(row) + ClaimLayout.OWNER, owner);
    }

    boolean swap(int row, long before, long after) {
        return Words.compareAndSet(
                shared, RingLayout.claim(row) + ClaimLayout.OWNER, before, after);
    }

    long from(int row) {
        return Words.getAcquire(shared, RingLayout.claim(row) + ClaimLayout.FROM);
    }

    long run(int row) {
        return Words.getAcquire(shared, RingLayout.claim(row) + ClaimLayout.RUN);
    }

    long to(int row) {
        return Words.get(shared, RingLayout.claim(row) + ClaimLayout.TO);
    }

    int deliveries(int row) {
        return count(row, ClaimLayout.DELIVERIES);
    }

    int tries(int row) {
        return count(row, ClaimLayout.TRIES);
    }

    int lost(int row) {
        return count(row, ClaimLayout.LOST);
    }

    private int count(int row, long field) {
        return (int) Words.get(shared, RingLayout.claim(row) + field);
    }

    /**
     * Adds a number to one of the counts of a claim.
     *
     * @param field the count: {@link ClaimLayout#DELIVERIES}, {@link ClaimLayout#TRIES} or {@link
     *     ClaimLayout#LOST}
     */
    void add(int row, long field, int number) {
        Words.set(shared, RingLayout.claim(row) + field, (long) count(row, field) + number);
    }

    boolean isMarked(int row) {
        return ClaimLayout.isMarked(owner(row));
    }

    /**
     * Returns whether the table contains a returned claim, which any consumer may take. The caller
     * needs no lock.
     */
    boolean hasReturned() {
        return first(ClaimLayout.RETURNED, ANY_RUN) != NONE;
    }

    /**
     * Returns the row of the returned claim that begins at the lowest position, or {@link #NONE} if
     * there is no returned claim. A returned claim is a claim that any consumer may take, because
     * its holder gave it back or died.
     */
    int oldestReturned() {
        int oldest = NONE;
        for (int row = 0; row < used(); row++) {
            if (ClaimLayout.isReturned(owner(row))
                    && (oldest == NONE || from(row) < from(oldest))) {
                oldest = row;
            }
        }
        return oldest;
    }

    /**
     * Returns whether a consumer holds a claim that begins in the run at {@code head}. A run is a
     * header followed by items.
     *
     * @param head the position of the run's header
     */
    boolean isHeldAt(long head) {
        return first(ClaimLayout.HELD, head) != NONE;
    }

    /**
     * Returns the row of a claim in the state {@link ClaimLayout#RETURNED} that begins in the run
     * at {@code head}, or {@link #NONE} if there is no such claim. A run is a header followed by
     * items.
     *
     * @param head the position of the run's header
     */
    int returnedAt(long head) {
        return first(ClaimLayout.RETURNED, head);
    }

    /** Returns whether at least one consumer, living or dead, holds a claim. */
    boolean anyHeld() {
        return first(ClaimLayout.HELD, ANY_RUN) != NONE;
    }

    /**
     * Returns the first row whose claim has the given state and begins in the given run, or {@link
     * #NONE} if there is no such row. A run is a header followed by items.
     *
     * @param run the position of the run's header, or {@link #ANY_RUN} if the claim may begin in
     *     any run
     */
    private int first(long state, long run) {
        for (int row = 0; row < used(); row++) {
            if (ClaimLayout.state(owner(row)) == state && (run == ANY_RUN || run(row) == run)) {
                return row;
            }
        }
        return NONE;
    }

    /**
     * Returns whether the participant with the index {@code holder} holds a claim. A process that
     * attaches calls this method with its own index, to learn whether the previous participant with
     * this index died and left claims. The caller needs no lock.
     */
    boolean isHeldBy(int holder) {
        for (int row = 0; row < used(); row++) {
            long owner = owner(row);
            if (ClaimLayout.isHeld(owner) && ClaimLayout.holder(owner) == holder) {
                return true;
            }
        }
        return false;
    }

    /**
     * Increases the number that {@link #used} returns, if necessary, so that the given row is one
     * of the used rows. The caller calls this method before it writes a claim to the row.
     */
    void use(int row) {
        if (row >= used()) {
            Words.setRelease(shared, RingLayout.CLAIMS_USED_AT, row + 1L);
        }
    }
}
