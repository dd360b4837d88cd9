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
    final EntryTable entries;
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

    /** Which events to signal when the lock is released. */
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
        this.entries = new EntryTable(file);
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
            entries.recover(); // repairs what the last boot wrote to the disk
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
        entries.eachHeld(
                entry -> {
                    if (entries.lease(entry) != 0) {
                        entries.setLease(entry, 1);
                    }
                });
    }

    @Override
    protected void releaseRecoveryLock() {
        unlock();
    }

    @Override
    protected void entered() {
        entries.table().close(); // another thread may use the attachment from here on
        if (role == MailboxRole.SERVER) {
            answers.signal();
        }
    }

    /**
     * Acquires the mailbox's lock, and rebuilds the table if the owner of the lock is dead.
     *
     * @param deadline limits the wait; even {@link Deadline#NOW} waits for the short time that a
     *     copy takes
     * @throws IpcException TIMED_OUT, or WOULD_BLOCK for NOW, when a living process keeps the lock
     *     longer; CORRUPT
     */
    void lock(Deadline deadline) {
        if (abandoned) {
            throw ObjectFile.damaged("it could not be repaired");
        }
        Deadline limit =
                deadline.remainingNanos() < LOCK_NANOS ? Deadline.afterNanos(LOCK_NANOS) : deadline;
        switch (lock.acquire(limit)) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> rebuild();
            case TIMED_OUT -> throw lockTimedOut(deadline);
        }
    }

    /** REBUILD. The caller holds the lock, and keeps it only if this succeeds. */
    void rebuild() {
        try {
            entries.rebuild();
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    /**
     * Leaves the mailbox as if this process had died here: the lock stays acquired, and the process
     * that takes it over rebuilds the table.
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

    /** Returns the deadline for the lock when the caller has none. */
    static Deadline lockLimit() {
        return Deadline.afterNanos(LOCK_LIMIT_NANOS);
    }

    /**
     * Releases the lock and signals the events of the changes made under it. If an exception
     * interrupted a change, the table is rebuilt first.
     */
    void unlock() {
        if (abandoned) {
            return;
        }
        if (entries.isTorn()) {
            inOrder =
                    false; // the interrupted change may have been a claim that is not recorded here
            try {
                rebuild();
            } catch (RuntimeException | Error e) {
                return; // the first exception is the one to report
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

    /** Notes that messages became ready; signalled by {@link #unlock}. */
    void arrived() {
        arrived = true;
    }

    /**
     * Notes that an entry became free, or was filled by a pending message; signalled by {@link
     * #unlock}.
     */
    void freed() {
        if (entries.ready() > 0) {
            arrived = true; // a pending message may have become ready
            answered = true;
        }
        freed = true;
    }

    /**
     * Notes that a message with a waiting sender was received or answered; signalled by {@link
     * #unlock}.
     */
    void answered() {
        answered = true;
    }

    /** Settles a message that this participant has claimed and processed. */
    void finish(int entry) {
        if (entries.waiter(entry) != EntryTable.NONE) {
            answered();
            if (entries.isCall(entry)) {
                entries.reply(entry, EntryLayout.UNANSWERED);
                return;
            }
        }
        boolean pending = entries.pending() > 0;
        entries.acknowledge(entry);
        freed = true;
        if (pending) {
            arrived();
            answered();
        }
    }

    /**
     * Makes a message ready again whose claim has ended, or tells its caller that the service died.
     *
     * @param waitedFor whether the sender that waits for the message lives
     */
    void fail(int entry, boolean waitedFor) {
        if (!entries.isCall(entry)) {
            giveBack(entry);
        } else if (waitedFor) {
            entries.reply(entry, EntryLayout.DIED);
            answered();
        } else {
            entries.acknowledge(entry);
            freed();
        }
    }

    /** Makes a message ready again that this participant has claimed. */
    void giveBack(int entry) {
        entries.giveBack(entry);
        arrived();
    }

    /** Removes a ready message whose sender no longer waits for it. */
    void withdraw(int entry) {
        entries.withdraw(entry);
        freed();
    }

    /** Whether the participant at an index is alive; false for NONE. */
    boolean isThere(int other) {
        return other != EntryTable.NONE && (other == index || liveness.isAlive(other));
    }

    /** SWEEP. The caller holds the lock. */
    void sweep() {
        swept = System.nanoTime();
        new MailboxRecovery(this, false).run();
    }

    /**
     * SWEEP, if the last one was long ago. For participants that never have to wait; the caller
     * holds the lock and has claimed nothing.
     */
    void sweepInPassing() {
        if (entries.held() > 0 && System.nanoTime() - swept > SWEEP_NANOS) {
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
        entries.table().close();
    }
}
