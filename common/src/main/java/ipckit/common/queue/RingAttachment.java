package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.Registration;
import ipckit.common.sync.RingStep;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;

/**
 * How a process becomes a participant of a ring (steps T1 to T6): one newcomer at a time takes a
 * slot that nobody lives in, mends what its last inhabitant may have left, and says what it is.
 */
final class RingAttachment {
    /** The slots of the two roles in a one-to-one ring; others begin behind them. */
    static final int SOLE_PRODUCER = 0;

    static final int SOLE_CONSUMER = 1;

    private final RingFile file;
    private final Mapping shared;
    private final RingRole role;
    private final Liveness liveness;
    private final Doorbell doorbell;
    private final BooleanSupplier givenUp;

    private RingAttachment(
            RingFile file,
            RingRole role,
            Liveness liveness,
            Doorbell doorbell,
            BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.role = role;
        this.liveness = liveness;
        this.doorbell = doorbell;
        this.givenUp = givenUp;
    }

    /**
     * Attaches to the ring.
     *
     * @param givenUp asked after every bounded sleep: true ends the wait (the reader of our output
     *     has gone, say)
     */
    static RingMembership attach(RingFile file, RingRole role, BooleanSupplier givenUp) {
        Liveness liveness = openLive(file);
        Doorbell doorbell = file.doorbell();
        try {
            prepare(doorbell, file.spec.oneToOne());
            return new RingAttachment(file, role, liveness, doorbell, givenUp).attach();
        } catch (RuntimeException | Error e) {
            doorbell.close();
            liveness.close();
            throw e;
        }
    }

    /** Locks are taken and released inside each other: nothing slow must be left for then. */
    private static void prepare(Doorbell doorbell, boolean oneToOne) {
        doorbell.prepare(RingLayout.ITEMS);
        doorbell.prepare(RingLayout.ROOM);
        if (!oneToOne) {
            doorbell.prepare(RingLayout.PRODUCERS_LOCK);
            doorbell.prepare(RingLayout.CONSUMERS_LOCK);
        }
    }

    private static Liveness openLive(RingFile file) {
        try {
            return Liveness.open(file.live(), RingLayout.SLOTS, true);
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT && file.isInPlace()) {
                throw new IpcException(Category.CORRUPT, "its file of the living is missing", e);
            }
            throw e;
        }
    }

    private RingMembership attach() {
        try (Registration admission = new Registration(file.shared, RingLayout.SEATS, liveness)) {
            RingMembership member = takeSlot(admission);
            try {
                RingStep.T1.reached();
                if (!file.spec.oneToOne()) {
                    mendAfterPredecessor(member);
                }
                moveIn(member.slot);
                return member;
            } catch (RuntimeException | Error e) {
                liveness.leave(member.slot);
                throw e;
            }
        }
    }

    /** T1. */
    private RingMembership takeSlot(Registration admission) {
        if (file.spec.oneToOne() && role == RingRole.PRODUCER) {
            return takeSole(admission, SOLE_PRODUCER);
        }
        if (file.spec.oneToOne() && role == RingRole.CONSUMER) {
            return takeSole(admission, SOLE_CONSUMER);
        }
        int first = file.spec.oneToOne() ? SOLE_CONSUMER + 1 : 0;
        return admission.takeSeat(first, this::member);
    }

    private RingMembership member(int slot) {
        return new RingMembership(file, liveness, doorbell, slot, givenUp);
    }

    private RingMembership takeSole(Registration admission, int slot) {
        RingMembership member = admission.takeOnly(slot, this::member);
        if (member == null) {
            String word = role == RingRole.PRODUCER ? "producer" : "consumer";
            throw new IpcException(
                    Category.FAILED,
                    "it is one-to-one and has its "
                            + word
                            + " already: pid "
                            + file.seats().pid(slot));
        }
        return member;
    }

    /**
     * T2 to T4: ends what the last inhabitant of the slot left. Where that is nothing no lock is
     * needed, so that a newcomer is not held up by one who is stopped.
     */
    private static void mendAfterPredecessor(RingMembership member) {
        if (member.producersLock.isInherited()) {
            member.producersLock.release();
        }
        boolean inherited = member.consumersLock.isInherited();
        if (!inherited && !member.claimTable.isHeldBy(member.slot)) {
            return;
        }
        Deadline patience = Deadline.afterNanos(Registration.PATIENCE_NANOS);
        if (!inherited && member.consumersLock.acquire(patience) == RobustLock.Outcome.TIMED_OUT) {
            LockHolder holder = member.holder(WaitReason.CONSUMERS_LOCK);
            throw new IpcException(
                    Category.TIMED_OUT,
                    "another process has been holding the consumers' lock for 10 s"
                            + (holder == null ? "" : ": pid " + holder.pid()));
        }
        try {
            member.recovery.recoverAfterMyPredecessor();
        } finally {
            member.consumersLock.release();
        }
    }

    /** T5 and T6. */
    private void moveIn(int slot) {
        ParticipantTable seats = file.seats();
        seats.moveIn(slot);
        seats.takeRole(slot, role.ordinal());
        RingStep.T5.reached();
        if (role == RingRole.PRODUCER) {
            Words.getAndAdd(shared, RingLayout.PRODUCERS_AT, 1);
        }
        if (role.keepsStreamOpen()) {
            Words.getAndAdd(shared, RingLayout.ATTACHES_AT, 1); // after the role: EndOfStream
        }
    }
}
