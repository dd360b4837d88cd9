package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * How newcomers are let in, one at a time, and find a seat that nobody lives in. What the last
 * inhabitant of a seat may have left is to be mended before the next newcomer is let in.
 *
 * <p>Closed when this newcomer is in, or has given up.
 */
public final class Registration implements AutoCloseable {
    /** How long a newcomer may be held up by others: no time limit of a user's applies to it. */
    public static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 25_600_000;
    private static final int TRIES = 20;
    private static final long TRY_PAUSE_NANOS = 1_000_000;

    private final Mapping shared;
    private final ParticipantTableLocation table;
    private final ParticipantTable seats;
    private final Liveness liveness;

    /**
     * Waits to be let in.
     *
     * <p>Only the kernel's lock tells whether a newcomer lives, and it cannot be waited for with a
     * time limit: so it is tried again and again, ever less often, lest a crowd of newcomers keep
     * the one who is in from getting on. Nobody has to give up in a crowd that moves.
     *
     * @param liveness open for writing
     * @throws IpcException TIMED_OUT when the same one has been in for ten seconds
     */
    public Registration(Mapping shared, ParticipantTableLocation table, Liveness liveness) {
        this.shared = shared;
        this.table = table;
        this.seats = new ParticipantTable(shared, table);
        this.liveness = liveness;
        long let = Words.getAcquire(shared, table.registrationsAt());
        Deadline patience = Deadline.afterNanos(PATIENCE_NANOS);
        long pause = FIRST_PAUSE_NANOS;
        while (!liveness.take(table.registrationByte())) {
            long now = Words.getAcquire(shared, table.registrationsAt());
            if (now != let) {
                let = now;
                patience = Deadline.afterNanos(PATIENCE_NANOS);
            } else if (patience.expired()) {
                throw new IpcException(
                        Category.TIMED_OUT, "another process has been attaching for 10 s");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        Words.getAndAdd(shared, table.registrationsAt(), 1);
    }

    /**
     * Takes the lowest seat that is free (T1), so that the tables that others search stay short;
     * and rather one that was left in order than one whose inhabitant died there.
     *
     * <p>All that a participant needs is made before the seat is taken: from then on until it is
     * mended, what its last inhabitant left (a lock, say) looks as if its owner lived, and a
     * program that has just started takes long for whatever it does the first time.
     *
     * @param first the lowest that may be taken
     * @param member makes what is needed for a seat
     * @throws IpcException WOULD_BLOCK when all are taken
     */
    public <T> T takeSeat(int first, IntFunction<T> member) {
        int used = (int) Math.min(table.seats(), Words.getAcquire(shared, table.usedAt()));
        T taken = takeBetween(first, used, true, member);
        if (taken == null) {
            taken = takeBetween(first, used, false, member);
        }
        if (taken == null) {
            taken = takeBetween(Math.max(first, used), table.seats(), false, member);
        }
        if (taken == null) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    "all " + table.seats() + " places are taken by living processes");
        }
        return taken;
    }

    private <T> T takeBetween(int from, int to, boolean leftInOrder, IntFunction<T> member) {
        for (int seat = from; seat < to; seat++) {
            boolean vacant = seats.role(seat) == ParticipantTable.NO_ROLE;
            if ((vacant || !leftInOrder) && !liveness.isAlive(seat)) {
                T made = member.apply(seat);
                if (liveness.take(seat)) {
                    return made;
                }
            }
        }
        return null;
    }

    /**
     * Takes this very seat (T1); null if somebody lives there.
     *
     * @param member makes what is needed for it
     */
    public <T> T takeOnly(int seat, IntFunction<T> member) {
        T made = member.apply(seat);
        for (int tries = 0; tries < TRIES; tries++) {
            if (liveness.take(seat)) {
                return made;
            }
            LockSupport.parkNanos(TRY_PAUSE_NANOS); // somebody may only be asking who lives there
        }
        return null;
    }

    /** Lets the next one in. */
    @Override
    public void close() {
        liveness.leave(table.registrationByte());
    }
}
