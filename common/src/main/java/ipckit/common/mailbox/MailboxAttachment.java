package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.Attachment;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWaiter;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;

/**
 * A participant of a mailbox: the lock and the events as seen from its participant index, and the
 * repair of what dead participants left.
 *
 * <p>Belongs to one thread.
 */
final class MailboxAttachment extends Attachment {
    private static final long SWEEP_NANOS = 50_000_000;

    /**
     * The lock is held for memory copies only, so no time limit of a caller is too short for it,
     * unless its owner is stopped. A wait for it lasts at least this long.
     */
    private static final long LOCK_NANOS = 500_000_000;

    /** How long a caller without a time limit of its own waits for the lock. */
    private static final long LOCK_LIMIT_NANOS = 4 * LOCK_NANOS;

    final MailboxFile file;
    final EntryTable slots;
    final RobustLock lock;
    private final Event arrivals;
    private final Event room;
    private final Event answers;
    private final MailboxRole role;
    private final ExclusiveRole exclusiveRole;
    private long moved;
    private long swept = System.nanoTime();

    /** Whether this participant keeps the lock for good: see {@link #abandon}. */
    private boolean abandoned;

    /** Whether the next process at this index has nothing to repair. */
    private boolean inOrder = true;

    /** What is to be signalled when the lock is released. */
    private boolean arrived;

    private boolean freed;
    private boolean answered;

    private MailboxAttachment(
            MailboxFile file,
            Context context,
            int index,
            MailboxRole role,
            ExclusiveRole exclusiveRole) {
        super(context, index, role.number());
        this.file = file;
        this.role = role;
        this.exclusiveRole = exclusiveRole;
        this.slots = new EntryTable(file);
        this.arrivals = new Event(shared, MailboxLayout.ARRIVALS, doorbell);
        this.room = new Event(shared, MailboxLayout.ROOM, doorbell);
        this.answers = new Event(shared, MailboxLayout.ANSWERS, doorbell);
        this.lock = new RobustLock(shared, MailboxLayout.LOCK, index, liveness, doorbell, this);
    }

    /**
     * Attaches to a mailbox.
     *
     * @param deadline limits the wait for an exclusive role
     * @param givenUp asked after every bounded sleep: true ends the wait
     * @throws IpcException WOULD_BLOCK, TIMED_OUT when others have the exclusive role
     */
    static MailboxAttachment attach(
            MailboxFile file, MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return attach(file, role, ExclusiveRole.take(file, role, deadline, givenUp), givenUp);
    }

    /** Attaches this process once more, under the exclusive role that it has already. */
    MailboxAttachment attachBeside(MailboxRole other, BooleanSupplier givenUp) {
        return attach(file, other, exclusiveRole.share(), givenUp);
    }

    private static MailboxAttachment attach(
            MailboxFile file,
            MailboxRole role,
            ExclusiveRole exclusiveRole,
            BooleanSupplier givenUp) {
        try {
            return Attachment.attach(
                    file,
                    givenUp,
                    (registration, context) ->
                            registration.takeIndex(
                                    0,
                                    index ->
                                            new MailboxAttachment(
                                                    file, context, index, role, exclusiveRole)));
        } catch (RuntimeException | Error e) {
            exclusiveRole.close();
            throw e;
        }
    }

    @Override
    protected RobustLock recoveryLock() {
        return lock;
    }

    @Override
    protected boolean predecessorLeftWork() {
        return participants.role(index) != ParticipantTable.NO_ROLE || isOfOtherBoot();
    }

    /** Whether the machine was started since the leases of the mailbox were given. */
    private boolean isOfOtherBoot() {
        return Words.get(shared, MailboxLayout.BOOT_AT) != BootClock.boot();
    }

    @Override
    protected void recoverFromPredecessor(boolean torn) {
        boolean otherBoot = isOfOtherBoot();
        if (otherBoot && file.spec.durable()) {
            slots.recover(); // what was written to the disk
        } else {
            if (torn) {
                rebuild();
            }
            if (otherBoot) {
                endLeases();
            }
            new MailboxRecovery(this, true).run();
        }
        if (otherBoot) {
            Words.set(shared, MailboxLayout.BOOT_AT, BootClock.boot());
        }
    }

    /** Ends every lease: all were given in another boot. */
    private void endLeases() {
        slots.eachHeld(
                slot -> {
                    if (slots.lease(slot) != 0) {
                        slots.setLease(slot, 1);
                    }
                });
    }

    @Override
    protected void releaseRecoveryLock() {
        unlock();
    }

    @Override
    protected void entered() {
        slots.table().close(); // another thread may use the attachment from here on
        if (role == MailboxRole.SERVER) {
            answers.signal();
        }
    }

    /**
     * Takes the mailbox's lock; what a dead owner left is mended then.
     *
     * @param deadline of whoever needs it; NOW is not meant for a lock
     * @throws IpcException TIMED_OUT, or WOULD_BLOCK for who does not wait, when a living process
     *     keeps it that long; CORRUPT
     */
    void lock(Deadline deadline) {
        if (abandoned) {
            throw ObjectFile.damaged("it could not be mended");
        }
        Deadline limit =
                deadline.remainingNanos() < LOCK_NANOS ? Deadline.afterNanos(LOCK_NANOS) : deadline;
        switch (lock.acquire(limit)) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> rebuild();
            case TIMED_OUT -> throw lockTimedOut(deadline);
        }
    }

    /** REBUILD; the lock is ours, and remains so only if that succeeds. */
    void rebuild() {
        try {
            slots.rebuild();
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /**
     * Lets go of everything as if we had died here: the lock stays taken, and whoever takes it over
     * tries to mend what we could not.
     */
    private void abandon() {
        abandoned = true;
        liveness.leave(index);
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process " + pidOfOwner(lock) + " is stopped and holds its lock");
    }

    /** The deadline for a lock of those who have none of their own, and are not to hang. */
    static Deadline lockLimit() {
        return Deadline.afterNanos(LOCK_LIMIT_NANOS);
    }

    /**
     * Gives the lock up, and wakes those who wait for what was done meanwhile. If something failed
     * in the middle of a change, all that is derived is made anew before.
     */
    void unlock() {
        if (abandoned) {
            return;
        }
        if (slots.isTorn()) {
            inOrder = false; // what was being changed may be in our hands, and we do not know it
            try {
                rebuild();
            } catch (RuntimeException | Error e) {
                return; // what failed first is on its way to be told
            }
        }
        lock.release();
        MailboxStep.MU1.reached();
        if (arrived) {
            arrived = false;
            arrivals.signal();
        }
        if (freed) {
            freed = false;
            room.signal();
        }
        if (answered) {
            answered = false;
            answers.signal();
        }
    }

    /** Messages can be had that could not before; told at {@link #unlock}. */
    void arrived() {
        arrived = true;
    }

    /** There is room that was not there before, or what was pending is in it; told likewise. */
    void freed() {
        if (slots.ready() > 0) {
            arrived = true; // what was pending may be ready now
            answered = true;
        }
        freed = true;
    }

    /** Somebody who waits for what becomes of a message may go on; told likewise. */
    void answered() {
        answered = true;
    }

    /** A message in our hands is done with. */
    void finish(int slot) {
        if (slots.waiter(slot) != EntryTable.NONE) {
            answered();
            if (slots.isCall(slot)) {
                slots.reply(slot, EntryLayout.UNANSWERED);
                return;
            }
        }
        boolean pending = slots.pending() > 0;
        slots.acknowledge(slot);
        freed = true;
        if (pending) {
            arrived();
            answered();
        }
    }

    /**
     * A message in hands that do not hold it any more: it comes again, or its caller is told.
     *
     * @param waitedFor whether the one who stands by it lives
     */
    void fail(int slot, boolean waitedFor) {
        if (!slots.isCall(slot)) {
            giveBack(slot);
        } else if (waitedFor) {
            slots.reply(slot, EntryLayout.DIED);
            answered();
        } else {
            slots.acknowledge(slot);
            freed();
        }
    }

    /** Gives back a message in our hands. */
    void giveBack(int slot) {
        slots.giveBack(slot);
        arrived();
    }

    /** A ready message whose sender does not stand by it any more. */
    void withdraw(int slot) {
        slots.withdraw(slot);
        freed();
    }

    /** Whether somebody lives in a seat; NONE is nobody. */
    boolean isThere(int other) {
        return other != EntryTable.NONE && (other == index || liveness.isAlive(other));
    }

    /** SWEEP; the lock is ours. */
    void sweep() {
        swept = System.nanoTime();
        new MailboxRecovery(this, false).run();
    }

    /**
     * SWEEP, if the last one was long ago: for those who always find something to do, and have
     * nothing in their hands.
     */
    void sweepInPassing() {
        if (slots.held() > 0 && System.nanoTime() - swept > SWEEP_NANOS) {
            sweep();
        }
    }

    /** Whether another living participant has a role. */
    boolean hasOther(MailboxRole wanted) {
        return anyOther(
                other -> participants.role(other) == wanted.number() && liveness.isAlive(other));
    }

    /** Whether another living participant waits for messages. */
    boolean hasWaitingReceiver() {
        return anyOther(
                other ->
                        MailboxRole.receives(participants.role(other))
                                && participants.waiting(other) == MailboxWait.MESSAGES.ordinal()
                                && liveness.isAlive(other));
    }

    /** One bounded sleep until {@code ready} may have become true. */
    EventWaiter.Awake sleep(MailboxWait reason, BooleanSupplier ready, Deadline deadline) {
        Event event =
                switch (reason) {
                    case MESSAGES -> arrivals;
                    case ROOM -> room;
                    default -> answers;
                };
        return sleep(reason.ordinal(), event, ready, deadline);
    }

    /**
     * Shows monitors that more messages have been sent or received here, and that no wait is on.
     */
    void moved(long messages) {
        waitsNoMore();
        moved += messages;
        participants.setMoved(index, moved);
    }

    /** Shows monitors that the wait is over, with or without success. */
    void waitsNoMore() {
        participants.setWaiting(index, MailboxWait.NOTHING.ordinal());
    }

    @Override
    public void sleepsAt(EventWord word) {
        participants.setWaiting(index, MailboxWait.LOCK.ordinal());
    }

    @Override
    public boolean isInPlace() {
        return super.isInPlace() && !file.isOrphan();
    }

    @Override
    public boolean isAlone() {
        return !anyOther(other -> participants.role(other) != ParticipantTable.NO_ROLE);
    }

    /** Notes that the next process at this index finds messages that this one could not settle. */
    void leavesThingsBehind() {
        inOrder = false;
    }

    @Override
    protected boolean leavesNothing() {
        return inOrder;
    }

    @Override
    public boolean isAbandoned() {
        return abandoned;
    }

    @Override
    protected void signalDetached() {
        exclusiveRole.close();
        arrivals.signal();
        room.signal();
        answers.signal();
    }

    @Override
    protected void releaseMemory() {
        slots.table().close();
    }
}
