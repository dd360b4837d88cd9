package ipckit.common.object;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWaiter;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.Registration;
import ipckit.common.sync.RobustLock;

import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * A participant of a shared object, from attaching to detaching. The participant has a participant
 * index. While the process lives, the kernel keeps the byte of this index in the liveness file
 * locked.
 *
 * <p>Every kind of object uses {@link #attach} to attach a participant, in these steps:
 *
 * <pre>
 * T1     take a participant index that no living process has; only one process at a time attaches
 * T2-T4  repair what the previous process at this index left: a lock, claims, messages
 * T5     write the role
 * T6     finish as this kind of object requires: a buffer, for example, counts its producers
 * </pre>
 *
 * <p>An instance belongs to one thread.
 */
public abstract class Attachment
        implements AutoCloseable, RobustLock.Watcher, EventWaiter.Circumstances {
    /** The participant index: the number of this participant's row in the participant table. */
    public final int index;

    /** The mapped file of the object. */
    public final Mapping shared;

    /** The participant table of the object. */
    public final ParticipantTable participants;

    /** The liveness file of the object. */
    public final Liveness liveness;

    protected final Doorbell doorbell;
    private final ObjectFile object;
    private final int role;
    private final BooleanSupplier givenUp;

    private boolean abandoned;

    private boolean leavesWork;

    // The constructor of EventWaiter gets a reference to this object while this object is still
    // being constructed. That is safe, because the constructor of EventWaiter only stores the
    // reference.
    @SuppressWarnings("this-escape")
    private final EventWaiter waiter = new EventWaiter(this);

    /**
     * The parts of an attachment that exist before the attachment has a participant index.
     *
     * @param object the object to attach to
     * @param liveness the object's liveness file, open for writing
     * @param doorbell the mechanism by which this participant sleeps and wakes other participants
     * @param givenUp a function that returns true to end a wait of this participant
     */
    public record Context(
            ObjectFile object, Liveness liveness, Doorbell doorbell, BooleanSupplier givenUp) {}

    /**
     * Creates the attachment for a participant index.
     *
     * @param role the number of the participant's role; each kind of object numbers its own roles
     */
    protected Attachment(Context context, int index, int role) {
        this.object = context.object();
        this.shared = object.shared;
        this.participants = object.participants();
        this.liveness = context.liveness();
        this.doorbell = context.doorbell();
        this.givenUp = context.givenUp();
        this.index = index;
        this.role = role;
    }

    /**
     * Attaches this process to an object.
     *
     * @param deadline limits the wait while other processes attach, and the wait for the lock that
     *     {@link #recoveryLock} returns
     * @param givenUp a function that is called after each sleep of this participant if the awaited
     *     condition is still false; the function returns true to end the wait
     * @param register a function that takes a participant index and creates the attachment for this
     *     index
     */
    protected static <A extends Attachment> A attach(
            ObjectFile object,
            Deadline deadline,
            BooleanSupplier givenUp,
            BiFunction<Registration, Context, A> register) {
        Liveness liveness = object.live();
        Doorbell doorbell = object.doorbell();
        try {
            // Preparing the doorbells, by which processes wake each other, is slow. Therefore the
            // doorbells are prepared before the Registration is created: while a Registration is
            // open, no other process can attach.
            for (EventWord word : object.doorbellWords()) {
                doorbell.prepare(word);
            }
            Context context = new Context(object, liveness, doorbell, givenUp);
            try (Registration registration =
                    new Registration(
                            object.participants(), liveness, deadline, object::checkInPlace)) {
                A attachment = register.apply(registration, context);
                ((Attachment) attachment).enter(deadline);
                return attachment;
            }
        } catch (RuntimeException | Error e) {
            doorbell.close();
            liveness.close();
            throw e;
        }
    }

    private void enter(Deadline deadline) {
        try {
            AttachStep.T1.reached();
            repairAfterPredecessor(deadline);
            participants.enter(index);
            participants.setRole(index, role);
            AttachStep.T5.reached();
            entered();
        } catch (RuntimeException | Error e) {
            if (!abandoned) {
                liveness.leave(index);
            }
            throw e;
        }
    }

    /**
     * Repairs what the previous process at this index left. Acquires the lock that {@link
     * #recoveryLock} returns, but only if there is something to repair. Without a repair, this
     * process can attach even while the owner of the lock is stopped.
     *
     * @param deadline limits the wait for the lock
     */
    protected void repairAfterPredecessor(Deadline deadline) {
        boolean inherited = recoveryLock().isInherited();
        if (!inherited && !predecessorLeftWork()) {
            return;
        }
        boolean torn = inherited;
        if (!inherited) {
            torn =
                    switch (recoveryLock().acquire(Registration.limit(deadline))) {
                        case ACQUIRED -> false;
                        case TAKEN_OVER -> true;
                        case TIMED_OUT -> throw lockTimedOut(deadline);
                        case REMOVED -> throw ObjectFile.removed();
                    };
        }
        try {
            recoverFromPredecessor(torn);
        } finally {
            releaseRecoveryLock();
        }
    }

    /** Returns the lock that a participant holds while it repairs what a dead participant left. */
    protected abstract RobustLock recoveryLock();

    /**
     * Returns whether the previous process at this index may have left something to repair. A lock
     * that the process owned when it died does not count here.
     */
    protected abstract boolean predecessorLeftWork();

    /**
     * Repairs what the previous process at this index left. The caller holds the recovery lock.
     *
     * @param torn whether the owner of the recovery lock died, so that this participant has taken
     *     the lock over; the dead owner may have left a half-finished change
     */
    protected abstract void recoverFromPredecessor(boolean torn);

    protected void releaseRecoveryLock() {
        recoveryLock().release();
    }

    /**
     * Returns the exception for the case that a living process still owns the recovery lock at the
     * deadline. The caller throws this exception.
     */
    protected abstract IpcException lockTimedOut(Deadline deadline);

    /**
     * Does what this kind of object requires at the end of attaching (step T6), for example adds
     * the participant to the object's counters. The participant table already contains the role.
     */
    protected abstract void entered();

    /**
     * Leaves the object as if this process had died. Locks that this participant owns stay
     * acquired, and other participants take them over.
     */
    protected final void abandon() {
        abandoned = true;
        liveness.leave(index);
    }

    /**
     * Returns whether this participant has left the object as if its process had died, see {@link
     * #abandon}.
     */
    public final boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Declares that this participant leaves something to repair when it detaches. Therefore {@link
     * #close} does not erase the role in the participant table. The next process with the same
     * participant index sees this role and makes the repair.
     */
    public final void leavesWork() {
        leavesWork = true;
    }

    /**
     * Waits until no other process is attaching to the object. No other process can attach until
     * the caller closes the result.
     *
     * @param deadline limits the wait
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if another process is attaching for too long;
     *     REMOVED if the object was removed during the wait
     */
    public final Registration excludeAttaching(Deadline deadline) {
        return new Registration(participants, liveness, deadline, object::checkInPlace);
    }

    /** Returns the pid of the owner of a lock; 0 when the lock is free or the pid is unknown. */
    protected final long pidOfOwner(RobustLock lock) {
        int owner = lock.owner();
        return owner < 0 ? 0 : participants.pid(owner);
    }

    /**
     * Spins for a short time, and returns whether {@code ready} became true. If the deadline is
     * {@code NOW}, or {@link #overslept} returns true, returns false without spinning.
     */
    public final boolean spins(BooleanSupplier ready, Deadline deadline) {
        return waiter.spins(ready, deadline);
    }

    /**
     * Writes the reason for the wait into the participant table, for display to users. Then sleeps
     * once, until the event is signalled or a time limit passes, and returns why the sleep ended.
     * Does not sleep if {@code ready} is already true.
     *
     * @param reason the number of the reason for the wait, not 0; each kind of object numbers its
     *     own reasons
     */
    protected final EventWaiter.Awake sleep(
            int reason, Event event, BooleanSupplier ready, Deadline deadline) {
        participants.setWaiting(index, reason);
        return waiter.sleep(event, ready, deadline);
    }

    /**
     * Returns whether the awaited condition was still false when the last sleep of this participant
     * ended. If so, the caller repairs what dead participants may have left, because the death of a
     * participant may be the reason why the condition is false.
     */
    public final boolean overslept() {
        return waiter.overslept();
    }

    /**
     * Returns the number of system calls that this participant made to sleep and to wake others.
     */
    public final long systemCalls() {
        return doorbell.systemCalls();
    }

    /**
     * Returns whether {@code test} is true for at least one participant index other than the index
     * of this participant. Indexes that were never used are not tested.
     */
    protected final boolean anyOther(IntPredicate test) {
        int used = participants.used();
        for (int other = 0; other < used; other++) {
            if (other != index && test.test(other)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final boolean isRemoved() {
        return object.isRemoved();
    }

    @Override
    public final boolean isInPlace() {
        return object.isInPlace();
    }

    @Override
    public final boolean isGone() {
        return isRemoved() || !isInPlace();
    }

    @Override
    public final boolean isGivenUp() {
        return givenUp.getAsBoolean();
    }

    /**
     * Detaches this participant. First erases the role in the participant table, unless {@link
     * #leavesWork} was called. Then unlocks the byte in the liveness file. In the opposite order,
     * another process could see the role together with the unlocked byte, and conclude that this
     * participant is dead.
     */
    @Override
    public final void close() {
        if (!abandoned) {
            if (!leavesWork) {
                participants.setRole(index, ParticipantTable.NO_ROLE);
            }
            liveness.leave(index);
        }
        signalDetached();
        doorbell.close();
        releaseMemory();
        liveness.close();
    }

    /** Wakes the participants whose waits may end because this participant has detached. */
    protected abstract void signalDetached();

    /** Closes the mappings of this attachment, except the mapping of the object's file. */
    protected abstract void releaseMemory();
}
