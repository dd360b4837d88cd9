package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.Attachment;
import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;

/**
 * The lock, the events and the role of one participant of a mailbox, and the repair of what dead
 * participants left. An attachment belongs to one thread.
 */
final class MailboxAttachment extends Attachment {
    private static final long SWEEP_NANOS = 50_000_000;

    /**
     * The shortest time limit for the lock. A participant holds the lock only while it copies
     * memory. If the lock is not free after this time, its owner is stopped.
     */
    private static final long LOCK_NANOS = 500_000_000;

    /** The time limit for the lock in an operation that has no deadline. */
    private static final long LOCK_LIMIT_NANOS = 4 * LOCK_NANOS;

    final MailboxFile file;
    final EntryTable entries;
    final RobustLock lock;
    private final Event arrivals;
    private final Event room;
    private final Event answers;
    private final MailboxRole role;
    private final ExclusiveRole exclusiveRole;
    private final Locked locked = new Locked();
    private long moved;
    private long swept = System.nanoTime();

    /** Whether the next {@link #unlock} signals {@link #arrivals}. */
    private boolean arrived;

    /** Whether the next {@link #unlock} signals {@link #room}. */
    private boolean freed;

    /** Whether the next {@link #unlock} signals {@link #answers}. */
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
     * @throws IpcException WOULD_BLOCK for NOW, or TIMED_OUT, when other processes have all
     *     exclusive roles
     */
    static MailboxAttachment attach(
            MailboxFile file, MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        return attach(file, role, ExclusiveRole.take(file, role, deadline, givenUp), givenUp);
    }

    /** Attaches another participant of this process. Both participants share one exclusive role. */
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

    /** Returns whether the machine was started again after the leases of the mailbox were given. */
    private boolean isOfOtherBoot() {
        return Words.get(shared, MailboxLayout.BOOT_AT) != BootClock.boot();
    }

    @Override
    protected void recoverFromPredecessor(boolean torn) {
        boolean otherBoot = isOfOtherBoot();
        if (otherBoot && file.spec.durable()) {
            entries.recover();
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

    /** Ends every lease, because all leases were given in another boot of the machine. */
    private void endLeases() {
        entries.held.each(
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
        // Another thread may use the attachment next, and must map the chunks itself.
        entries.table.close();
        if (role == MailboxRole.SERVER) {
            answers.signal();
        }
    }

    /** The mailbox's lock while this participant owns it. Closing this object releases the lock. */
    final class Locked implements AutoCloseable {
        @Override
        public void close() {
            unlock();
        }
    }

    /** Acquires the mailbox's lock in an operation that has no deadline. */
    Locked lock() {
        return lock(Deadline.afterNanos(LOCK_LIMIT_NANOS));
    }

    /**
     * Acquires the mailbox's lock. If the owner of the lock is dead, the table is rebuilt.
     *
     * @param deadline limits the wait; the limit is at least 500 ms, even for {@link Deadline#NOW}
     * @return the lock, to be closed by the caller
     * @throws IpcException TIMED_OUT, or WOULD_BLOCK for NOW, when a living process holds the lock
     *     until the wait ends; CORRUPT when the table cannot be rebuilt
     */
    Locked lock(Deadline deadline) {
        if (isAbandoned()) {
            throw ObjectFile.damaged("it could not be repaired");
        }
        Deadline limit =
                deadline.remainingNanos() < LOCK_NANOS ? Deadline.afterNanos(LOCK_NANOS) : deadline;
        switch (lock.acquire(limit)) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> rebuild();
            case TIMED_OUT -> throw lockTimedOut(deadline);
        }
        return locked;
    }

    /**
     * Rebuilds the lists and counts (REBUILD). The caller holds the lock. If an exception ends the
     * rebuild, this participant leaves the mailbox and keeps the lock. The next participant then
     * takes the lock over and rebuilds the table.
     */
    void rebuild() {
        try {
            entries.rebuild();
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process " + pidOfOwner(lock) + " is stopped and holds its lock");
    }

    /**
     * Releases the lock, and signals the events of the changes that were made while it was held. If
     * an exception interrupted a change, the table is rebuilt first.
     */
    void unlock() {
        if (isAbandoned()) {
            return;
        }
        if (entries.isTorn()) {
            // The interrupted change may be a claim that the receiver did not record.
            leavesWork();
            try {
                rebuild();
            } catch (RuntimeException | Error e) {
                // The failed rebuild keeps the lock. The caller gets the first exception.
                return;
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

    /** Makes {@link #unlock} signal that messages became ready. */
    void arrived() {
        arrived = true;
    }

    /**
     * Makes {@link #unlock} signal that an entry became free. A pending message may have become
     * ready in this entry, so {@link #unlock} then also signals that messages are ready.
     */
    void freed() {
        if (entries.ready() > 0) {
            arrived = true;
            answered = true;
        }
        freed = true;
    }

    /**
     * Makes {@link #unlock} signal that a message with a waiting sender was received or has a
     * reply.
     */
    void answered() {
        answered = true;
    }

    /**
     * Acknowledges a message that this participant has claimed. A call that has no reply gets the
     * status UNANSWERED.
     */
    void finish(int entry) {
        if (entries.waiter(entry) != EntryTable.NONE) {
            answered();
            if (entries.isCall(entry)) {
                entries.reply(entry, CallAnswer.UNANSWERED);
                return;
            }
        }
        boolean pending = entries.pending.count() > 0;
        entries.acknowledge(entry);
        freed = true;
        if (pending) {
            arrived();
            answered();
        }
    }

    /**
     * Ends a claim of a dead participant, or a claim whose lease is over. A call gets the status
     * DIED; any other message becomes ready again.
     *
     * @param waitedFor whether the sender that waits for the message is alive
     */
    void fail(int entry, boolean waitedFor) {
        if (!entries.isCall(entry)) {
            giveBack(entry);
        } else if (waitedFor) {
            entries.reply(entry, CallAnswer.DIED);
            answered();
        } else {
            free(entry);
        }
    }

    /** Frees an entry that is claimed or contains a reply. */
    void free(int entry) {
        entries.acknowledge(entry);
        freed();
    }

    /** Ends a claim of this participant and makes the message ready again. */
    void giveBack(int entry) {
        entries.giveBack(entry);
        arrived();
    }

    /** Removes a ready message whose sender no longer waits for it. */
    void withdraw(int entry) {
        entries.withdraw(entry);
        freed();
    }

    /** Returns whether the participant at an index is alive; false for NONE. */
    boolean isThere(int other) {
        return other != EntryTable.NONE && (other == index || liveness.isAlive(other));
    }

    /**
     * Ends claims and calls of dead participants, and claims whose leases are over (SWEEP). The
     * caller holds the lock.
     */
    void sweep() {
        swept = System.nanoTime();
        new MailboxRecovery(this, false).run();
    }

    /**
     * Recovers from dead participants (SWEEP) if the last SWEEP was more than 50 ms ago. A
     * participant that always finds messages calls this method, because it never waits. The caller
     * holds the lock and has claimed nothing.
     */
    void sweepInPassing() {
        if (entries.held.count() > 0 && System.nanoTime() - swept > SWEEP_NANOS) {
            sweep();
        }
    }

    /** Returns whether another living participant has this role. */
    boolean hasOther(MailboxRole wanted) {
        return anyOther(
                other -> participants.role(other) == wanted.number() && liveness.isAlive(other));
    }

    /** Returns whether another living participant waits for messages. */
    boolean hasWaitingReceiver() {
        return anyOther(
                other ->
                        MailboxRole.receives(participants.role(other))
                                && participants.waiting(other) == MailboxWait.MESSAGES.ordinal()
                                && liveness.isAlive(other));
    }

    /** Acquires the lock, recovers from dead participants (SWEEP), and releases the lock. */
    void sweepUnderLock(Deadline deadline) {
        try (Locked _ = lock(deadline)) {
            sweep();
        }
    }

    /**
     * Sleeps for a bounded time until {@code ready} may have become true.
     *
     * @return DONE when {@code ready} may have become true or the bounded time is over; otherwise
     *     TIMED_OUT, REMOVED or GIVEN_UP
     */
    MailboxOutcome sleep(MailboxWait reason, BooleanSupplier ready, Deadline deadline) {
        Event event =
                switch (reason) {
                    case MESSAGES -> arrivals;
                    case ROOM -> room;
                    default -> answers;
                };
        return switch (sleep(reason.ordinal(), event, ready, deadline)) {
            case LOOK -> MailboxOutcome.DONE;
            case TIMED_OUT -> MailboxOutcome.TIMED_OUT;
            case REMOVED -> MailboxOutcome.REMOVED;
            case GIVEN_UP -> MailboxOutcome.GIVEN_UP;
        };
    }

    /**
     * Shows monitors that this participant does not wait, and has sent or received more messages.
     */
    void moved(long messages) {
        waitsNoMore();
        moved += messages;
        participants.setMoved(index, moved);
    }

    /**
     * Shows monitors that this participant does not wait any longer. The wait may have succeeded or
     * not.
     */
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

    @Override
    protected void signalDetached() {
        exclusiveRole.close();
        arrivals.signal();
        room.signal();
        answers.signal();
    }

    @Override
    protected void releaseMemory() {
        entries.table.close();
    }
}
