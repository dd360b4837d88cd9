package ipckit.common.sync;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * The right to attach to an object. Only one process at a time has this right. The process that has
 * the right takes a participant index that no living process has, and repairs what the previous
 * process at this index left.
 *
 * <p>The process closes its registration when it has attached, or when it has failed to attach. A
 * process can also take the right only to keep other processes from attaching for a while.
 */
public final class Registration implements AutoCloseable {
    /**
     * The longest time in nanoseconds that a process waits while one other process is attaching.
     * The deadline of the process may end the wait earlier.
     */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    /**
     * The longest time in nanoseconds that a process with the deadline {@code NOW} waits while one
     * other process is attaching. {@code NOW} forbids waiting for items, room or messages.
     * Attaching takes a few milliseconds, or longer on an overloaded machine, so a short wait is
     * allowed. The wait must end, because the process that is attaching may be stopped (SIGSTOP).
     */
    private static final long LIMIT_OF_NOW_NANOS = 2_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 25_600_000;
    private static final int TRIES = 20;
    private static final long TRY_PAUSE_NANOS = 1_000_000;

    private final ParticipantTable participants;
    private final ParticipantTableLocation location;
    private final Liveness liveness;

    /**
     * Waits until no other process is attaching to the object, and then acquires the right to
     * attach.
     *
     * <p>The process that is attaching holds a lock of the kernel, and a wait for this lock cannot
     * have a time limit. So this constructor tries to take the lock again and again. The pauses
     * between the attempts grow, because many waiting processes must not slow down the process that
     * is attaching. This constructor fails when the deadline passes, or when one other process has
     * been attaching for ten seconds. For the deadline NOW, it fails when one other process has
     * been attaching for two seconds.
     *
     * @param inPlace called after each pause of a wait; throws an exception if the object was
     *     removed
     * @throws IpcException WOULD_BLOCK (for the deadline NOW) or TIMED_OUT (for other deadlines) if
     *     another process is attaching for too long; also the exception of {@code inPlace}
     */
    public Registration(
            ParticipantTable participants, Liveness liveness, Deadline deadline, Runnable inPlace) {
        this.participants = participants;
        this.location = participants.location();
        this.liveness = liveness;
        long seen = Words.getAcquire(participants.shared(), location.registrationsAt());
        Deadline limit = limit(deadline);
        long pause = FIRST_PAUSE_NANOS;
        while (!liveness.take(location.registrationByte())) {
            long now = Words.getAcquire(participants.shared(), location.registrationsAt());
            if (now != seen) {
                // Another process has begun to attach, so the limit starts again.
                seen = now;
                limit = limit(deadline);
            }
            if (limit.expired()) {
                throw new IpcException(
                        deadline.kind() == Deadline.Kind.NOW
                                ? Category.WOULD_BLOCK
                                : Category.TIMED_OUT,
                        "another process is still attaching to it");
            }
            LockSupport.parkNanos(Math.min(pause, limit.remainingNanos()));
            inPlace.run();
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        Words.getAndAdd(participants.shared(), location.registrationsAt(), 1);
    }

    /**
     * Returns the deadline until which an attaching process waits for one other process. The other
     * process is also attaching, or owns a lock that the attaching process needs. The result is not
     * later than the caller's deadline, except for the deadline {@code NOW}, which allows a short
     * wait here.
     *
     * @param deadline the deadline of the caller
     */
    public static Deadline limit(Deadline deadline) {
        return deadline.kind() == Deadline.Kind.NOW
                ? Deadline.afterNanos(LIMIT_OF_NOW_NANOS)
                : deadline.atMost(LIMIT_NANOS);
    }

    /**
     * Takes a participant index that no living process has. This is step T1 of attaching (see the
     * class {@code Attachment}): the process locks the byte of the index in the liveness file.
     * First, this method looks for an index whose previous process has detached. If there is no
     * such index, it accepts every index that no living process has. In both cases it takes the
     * lowest suitable index, because low indexes keep searches over the tables short.
     *
     * <p>A lock names its owner by the participant index. If the previous process at the index died
     * while it owned a lock, the lock belongs to this process as soon as this process takes the
     * index. Before that moment, other processes can take the lock over. After that moment, they
     * must wait until this process releases the lock. The call of {@code maker} takes long in a
     * program that has just started. To keep the wait short, this method calls {@code maker} before
     * it takes the index.
     *
     * @param first the lowest index that may be taken
     * @param maker makes the attachment for an index
     * @return the attachment for the index that was taken
     * @throws IpcException WOULD_BLOCK if living processes have all indexes
     */
    public <T> T takeIndex(int first, IntFunction<T> maker) {
        int capacity = location.capacity();
        int used =
                (int)
                        Math.min(
                                capacity,
                                Words.getAcquire(participants.shared(), location.usedAt()));
        T made = takeBetween(first, used, true, maker);
        if (made == null) {
            made = takeBetween(first, capacity, false, maker);
        }
        if (made == null) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    "it has " + CountedNoun.of(capacity, "participant") + " already");
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
     * Takes one particular participant index (step T1 of attaching), and returns the attachment.
     * Returns null if a living process has the index.
     *
     * @param maker makes the attachment for the index
     */
    public <T> T takeExactly(int index, IntFunction<T> maker) {
        T made = maker.apply(index);
        for (int tries = 0; tries < TRIES; tries++) {
            if (liveness.take(index)) {
                return made;
            }
            // The attempt can fail although no living process has the index: a process that tests
            // whether the index is in use locks the index's byte for a moment. So the attempt is
            // repeated.
            LockSupport.parkNanos(TRY_PAUSE_NANOS);
        }
        return null;
    }

    /** Ends the registration, so that the next process can attach. */
    @Override
    public void close() {
        liveness.leave(location.registrationByte());
    }
}
