package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * The admission of one newcomer: the newcomer takes a participant index that no living process has.
 * Newcomers are admitted one at a time, so that each repairs what the previous process at its index
 * left before the next newcomer reads it.
 *
 * <p>The newcomer closes the registration when it has attached or has failed.
 */
public final class Registration implements AutoCloseable {
    /**
     * How long other newcomers may delay this one, in nanoseconds. The user's time limit does not
     * apply, because it limits waits for items, room or messages.
     */
    public static final long LIMIT_NANOS = 10_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 25_600_000;
    private static final int TRIES = 20;
    private static final long TRY_PAUSE_NANOS = 1_000_000;

    private final ParticipantTable participants;
    private final ParticipantTableLocation location;
    private final Liveness liveness;

    /**
     * Waits until no other newcomer is being admitted.
     *
     * <p>A kernel lock tells whether the other newcomer lives, and a process cannot wait for that
     * lock with a time limit. So this newcomer tries again after pauses that grow, because many
     * waiting newcomers must not slow down the newcomer that is being admitted. The time limit
     * starts again whenever another newcomer has been admitted.
     *
     * @param liveness a liveness file that is open for writing
     * @throws IpcException TIMED_OUT when the same newcomer has been attaching for ten seconds
     */
    public Registration(ParticipantTable participants, Liveness liveness) {
        this.participants = participants;
        this.location = participants.location;
        this.liveness = liveness;
        long seen = Words.getAcquire(participants.shared, location.registrationsAt());
        Deadline limit = Deadline.afterNanos(LIMIT_NANOS);
        long pause = FIRST_PAUSE_NANOS;
        while (!liveness.take(location.registrationByte())) {
            long now = Words.getAcquire(participants.shared, location.registrationsAt());
            if (now != seen) {
                seen = now;
                limit = Deadline.afterNanos(LIMIT_NANOS);
            } else if (limit.expired()) {
                throw new IpcException(
                        Category.TIMED_OUT, "another process has been attaching for 10 s");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        Words.getAndAdd(participants.shared, location.registrationsAt(), 1);
    }

    /**
     * Takes the lowest free index (T1), so that searches over the tables stay short. An index whose
     * last process detached is preferred to an index whose process died.
     *
     * <p>The attachment is made before the index is taken. As soon as the index is taken, and until
     * the repair is done, everything that the previous process left (a lock, for example) seems to
     * have a living owner. A program that has just started runs every piece of code slowly the
     * first time, so as little as possible may happen in this period.
     *
     * @param first the lowest index that may be taken
     * @param maker makes the attachment for an index
     * @throws IpcException WOULD_BLOCK when living processes have all indexes
     */
    public <T> T takeIndex(int first, IntFunction<T> maker) {
        int capacity = location.capacity();
        int used =
                (int) Math.min(capacity, Words.getAcquire(participants.shared, location.usedAt()));
        T made = takeBetween(first, used, true, maker);
        if (made == null) {
            made = takeBetween(first, capacity, false, maker);
        }
        if (made == null) {
            throw new IpcException(
                    Category.WOULD_BLOCK, "it has " + capacity + " participants already");
        }
        return made;
    }

    private <T> T takeBetween(int from, int to, boolean detachedOnly, IntFunction<T> maker) {
        for (int index = from; index < to; index++) {
            boolean detached = participants.role(index) == ParticipantTable.NO_ROLE;
            if ((detached || !detachedOnly) && !liveness.isAlive(index)) {
                T made = maker.apply(index);
                if (liveness.take(index)) {
                    return made;
                }
            }
        }
        return null;
    }

    /**
     * Takes one given index (T1); returns null when a living process has it.
     *
     * @param maker makes the attachment for the index
     */
    public <T> T takeExactly(int index, IntFunction<T> maker) {
        T made = maker.apply(index);
        for (int tries = 0; tries < TRIES; tries++) {
            if (liveness.take(index)) {
                return made;
            }
            // The byte may be locked only because another process asks whether its owner lives.
            LockSupport.parkNanos(TRY_PAUSE_NANOS);
        }
        return null;
    }

    /** Admits the next newcomer. */
    @Override
    public void close() {
        liveness.leave(location.registrationByte());
    }
}
