package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.Attachment;
import ipckit.common.object.ObjectFile;
import ipckit.common.os.ProcessState;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A participant that is attached to a mailbox. The participant acquires the mailbox's lock, waits
 * for the mailbox's events and signals them, and repairs what dead participants left. An attachment
 * belongs to one thread.
 */
final class MailboxAttachment extends Attachment {
    private static final long SWEEP_NANOS = 50_000_000;

    /**
     * The time limit in nanoseconds for acquiring the lock in an operation that has no deadline. A
     * process normally owns the lock for a much shorter time, because it only copies memory. If a
     * process owns the lock for this time, it was suspended (for example by SIGSTOP), or it gets no
     * processor time because the machine is overloaded.
     */
    static final long LOCK_LIMIT_NANOS = 2_000_000_000;

    final MailboxFile file;
    final EntryTable entries;
    final RobustLock lock;
    final MailboxEvents events;
    final EntrySettlement settlement;
    private final MessageTimes times;
    private final MailboxRole role;
    private final ExclusiveRole exclusiveRole;
    private final Locked locked = new Locked();
    private long moved;
    private long swept = System.nanoTime();

    /**
     * True if the last call of {@link #passTime} may have left delayed messages whose time has
     * come. One call makes only a limited number of delayed messages ready. The field is true if
     * the last call has made this number of messages ready.
     */
    private boolean mayHaveDue;

    /**
     * The earliest moment at which a delayed message can become ready, as the last call of {@link
     * #passTime} has computed it; NEVER if no message is delayed. If this participant sleeps
     * because it waits for messages, the sleep ends at this moment at the latest. Each sleep sets
     * the field to NEVER when it begins, because the moment limits only one sleep.
     */
    private Deadline nextDue = Deadline.NEVER;

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
        this.events = new MailboxEvents(shared, doorbell, entries);
        this.settlement = new EntrySettlement(entries, events);
        this.times = new MessageTimes(entries);
        this.lock = new RobustLock(shared, MailboxLayout.LOCK, index, liveness, doorbell, this);
    }

    /**
     * Attaches to a mailbox. If the mailbox limits the number of participants, this method first
     * waits for an {@linkplain ExclusiveRole exclusive role}, which is the right to attach to such
     * a mailbox. Then it waits while another process is attaching. If it must repair what a dead
     * participant left, it also waits for the mailbox's lock.
     *
     * @param deadline the limit for all waits of this method
     * @param givenUp called repeatedly while the participant waits; ends the wait by returning true
     * @throws IpcException WOULD_BLOCK (for the deadline NOW) or TIMED_OUT (for other deadlines)
     *     when this method would have to wait beyond the deadline; REMOVED when the mailbox is
     *     removed meanwhile
     */
    static MailboxAttachment attach(
            MailboxFile file, MailboxRole role, Deadline deadline, BooleanSupplier givenUp) {
        ExclusiveRole exclusiveRole = ExclusiveRole.take(file, role, deadline, givenUp);
        return attach(file, role, exclusiveRole, deadline, givenUp);
    }

    /**
     * Attaches a further participant of this process to the same mailbox. The new participant
     * shares the {@linkplain ExclusiveRole exclusive role} of this participant. An exclusive role
     * is the right to attach to a mailbox that limits the number of participants.
     */
    MailboxAttachment attachBeside(MailboxRole other, BooleanSupplier givenUp) {
        return attach(file, other, exclusiveRole.share(), Deadline.NEVER, givenUp);
    }

    private static MailboxAttachment attach(
            MailboxFile file,
            MailboxRole role,
            ExclusiveRole exclusiveRole,
            Deadline deadline,
            BooleanSupplier givenUp) {
        try {
            return Attachment.attach(
                    file,
                    deadline,
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

    /** Returns whether the machine was restarted since the mailbox was last used. */
    private boolean isOfOtherBoot() {
        return Words.get(shared, MailboxLayout.BOOT_AT) != BootClock.boot();
    }

    @Override
    protected void recoverFromPredecessor(boolean torn) {
        boolean otherBoot = isOfOtherBoot();
        if (otherBoot && file.spec.durable()) {
            new RestartRecovery(entries).recover();
        } else {
            if (torn) {
                rebuild();
            }
            if (otherBoot) {
                new RestartRecovery(entries).endTimes();
            }
            new MailboxRecovery(this, true).run();
        }
        if (otherBoot) {
            Words.set(shared, MailboxLayout.BOOT_AT, BootClock.boot());
        }
    }

    @Override
    protected void releaseRecoveryLock() {
        unlock();
    }

    @Override
    protected void entered() {
        // Attaching may have mapped chunks (the files that contain the entries of an elastic
        // mailbox). Only the thread that maps a chunk can use the mapping, and another thread may
        // use the attachment from now on. This call therefore unmaps the chunks. A thread that
        // later needs a chunk maps the chunk again.
        entries.table.close();
        if (role == MailboxRole.SERVER) {
            events.signalAnswers();
        }
    }

    /** The mailbox's lock while this participant owns it. Closing this object releases the lock. */
    final class Locked implements AutoCloseable {
        @Override
        public void close() {
            unlock();
        }
    }

    /**
     * Acquires the mailbox's lock for an operation that has no deadline. Waits for the lock for at
     * most two seconds. Apart from this limit, does the same as {@link #lock(Deadline)}.
     */
    Locked lock() {
        return lock(Deadline.afterNanos(LOCK_LIMIT_NANOS));
    }

    /**
     * Acquires the mailbox's lock. If the owner of the lock is dead, takes the lock over and calls
     * {@link #rebuild}.
     *
     * <p>A caller may need the lock even after its deadline, for example to withdraw its message.
     * Therefore, when the deadline passes, this method waits a short time longer, which is the same
     * time as for {@link Deadline#NOW}. This method does not wait longer if the owner of the lock
     * is suspended, for example by SIGSTOP.
     *
     * @param deadline limits the wait, apart from the short time after the deadline
     * @return the lock, to be closed by the caller
     * @throws IpcException WOULD_BLOCK (for the deadline NOW) or TIMED_OUT (for other deadlines)
     *     when a living process holds the lock until the wait ends; REMOVED when the mailbox was
     *     removed during the wait; CORRUPT when {@link #rebuild} fails now or has failed in an
     *     earlier call
     */
    Locked lock(Deadline deadline) {
        if (isAbandoned()) {
            throw ObjectFile.damaged("it could not be repaired");
        }
        RobustLock.Outcome outcome = acquire(deadline);
        entries.table.setLocked(outcome.isAcquired());
        switch (outcome) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> rebuild();
            case TIMED_OUT -> {
                waitsNoMore();
                throw lockTimedOut(deadline);
            }
            case REMOVED -> throw ObjectFile.removed();
        }
        return locked;
    }

    private RobustLock.Outcome acquire(Deadline deadline) {
        RobustLock.Outcome outcome = lock.acquire(deadline);
        boolean mayWaitOn =
                outcome == RobustLock.Outcome.TIMED_OUT
                        && deadline.kind() != Deadline.Kind.NOW
                        && !isStopped(pidOfOwner(lock));
        return mayWaitOn ? lock.acquire(Deadline.NOW) : outcome;
    }

    private static boolean isStopped(long pid) {
        return ProcessState.of(pid) == ProcessState.STOPPED;
    }

    /**
     * Rebuilds the lists of entries, and the number of entries in each list, from the states of the
     * entries. This is REBUILD in the package documentation. The caller must hold the lock. If the
     * rebuild fails with an exception, this participant leaves the mailbox without releasing the
     * lock, and counts as dead. The next participant that needs the lock takes the lock over and
     * calls this method.
     */
    void rebuild() {
        try {
            entries.rebuild();
        } catch (RuntimeException | Error e) {
            entries.table.setLocked(false);
            abandon();
            throw e;
        }
    }

    @Override
    protected IpcException lockTimedOut(Deadline deadline) {
        long owner = pidOfOwner(lock);
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process "
                        + owner
                        + (isStopped(owner) ? " is stopped and" : "")
                        + " holds its lock");
    }

    /**
     * Releases the lock, and then wakes the participants that wait for the changes made under the
     * lock. If an exception interrupted a change, this method first calls {@link #rebuild}. If a
     * rebuild has failed, this method does not release the lock, so that another participant takes
     * the lock over.
     */
    void unlock() {
        if (isAbandoned()) {
            return;
        }
        if (entries.isTorn()) {
            // An exception has interrupted a change. The change may have claimed a message, but
            // this participant does not know of the claim and would never end it. The method
            // leavesWork() declares that this participant leaves something to repair. The next
            // participant with the same index then ends the claim.
            leavesWork();
            try {
                rebuild();
            } catch (RuntimeException | Error e) {
                // The failed rebuild() has called abandon(), so this participant counts as dead,
                // and another participant will take the lock over. The exception of rebuild() is
                // ignored. The caller gets the exception that interrupted the change.
                return;
            }
        }
        entries.table.setLocked(false);
        lock.release();
        MailboxStep.MU1.reached();
        events.signal();
    }

    /**
     * Returns whether the participant with the index {@code other} is alive. Returns false for the
     * index NONE, which stands for no participant.
     */
    boolean isThere(int other) {
        return other != EntryTable.NONE && (other == index || liveness.isAlive(other));
    }

    /**
     * Ends the claims of dead participants and the claims whose leases are over. If a waiting
     * sender has died, removes the sender's unclaimed message, or the reply to the sender's
     * request. This is the operation SWEEP in the package documentation. Then calls {@link
     * #passTime}. The caller must hold the lock.
     */
    void sweep() {
        swept = System.nanoTime();
        new MailboxRecovery(this, false).run();
        passTime();
    }

    /**
     * Removes the messages that have expired, and makes delayed messages ready if their time has
     * come. One call makes at most {@link MessageTimes#MOST_AT_ONCE} delayed messages ready. This
     * is the operation TIME in the package documentation. The caller must hold the lock.
     */
    private void passTime() {
        nextDue = Deadline.NEVER;
        mayHaveDue = false;
        if (times.isEmpty()) {
            return;
        }
        long now = entries.clock.now();
        times.passTime(now);
        if (times.dropExpired() > 0) {
            events.freed();
            events.answered();
        }
        int ended = times.endDelays();
        if (ended > 0) {
            events.arrived();
        }
        mayHaveDue = ended == MessageTimes.MOST_AT_ONCE;
        long due = times.next();
        if (due != Long.MAX_VALUE) {
            nextDue = Deadline.afterNanos(TimeUnit.MILLISECONDS.toNanos(due - now));
        }
    }

    /**
     * Calls {@link #sweep}, which ends the claims of dead participants. Only calls {@link
     * #passTime} if this participant's last sweep was at most 50 ms ago, or if no entry is claimed
     * or contains a reply.
     *
     * <p>A receiver calls this method when it finds messages, and {@link #sweep} when it finds
     * none. Without this method, a receiver that always finds messages would never end the claims
     * of dead participants.
     *
     * <p>The caller must hold the lock. The caller must have no claims, because its claims alone
     * would cause a useless sweep.
     */
    void sweepInPassing() {
        if (entries.lists.held.count() > 0 && System.nanoTime() - swept > SWEEP_NANOS) {
            sweep();
        } else {
            passTime();
        }
    }

    /**
     * Returns whether the last {@link #sweep} of this participant may have left delayed messages
     * whose time has come. One sweep makes only a limited number of them ready.
     */
    boolean mayHaveDue() {
        return mayHaveDue;
    }

    /** Returns whether a living participant other than this one has the role {@code wanted}. */
    boolean hasOther(MailboxRole wanted) {
        return anyOther(
                other -> participants.role(other) == wanted.number() && liveness.isAlive(other));
    }

    /** Returns whether a living participant other than this one waits for messages. */
    boolean hasWaitingReceiver() {
        return anyOther(
                other ->
                        MailboxRole.receives(participants.role(other))
                                && participants.waiting(other) == MailboxWait.MESSAGES.ordinal()
                                && liveness.isAlive(other));
    }

    void sweepUnderLock(Deadline deadline) {
        try (Locked _ = lock(deadline)) {
            sweep();
        }
    }

    /**
     * Sleeps until another participant signals the event that belongs to {@code reason}, but only
     * for a limited time, and not beyond the deadline. A wait for messages also ends when the next
     * delayed message becomes ready. Does not sleep if {@code ready} is already true.
     *
     * @param ready the condition that this participant waits for
     * @return DONE when the caller must test the condition again; otherwise the reason why the wait
     *     ended: TIMED_OUT, REMOVED or GIVEN_UP
     */
    MailboxOutcome sleep(MailboxWait reason, BooleanSupplier ready, Deadline deadline) {
        Event event = events.of(reason);
        Deadline due = reason == MailboxWait.MESSAGES ? nextDue : Deadline.NEVER;
        // The field nextDue limits only this sleep. If the field kept its value, a later wait for
        // messages could end at once, because the time nextDue has passed. The method passTime()
        // sets the field again.
        nextDue = Deadline.NEVER;
        boolean isDueFirst = due.remainingNanos() < deadline.remainingNanos();
        return switch (sleep(reason.ordinal(), event, ready, isDueFirst ? due : deadline)) {
            case LOOK -> MailboxOutcome.DONE;
            case TIMED_OUT -> isDueFirst ? MailboxOutcome.DONE : MailboxOutcome.TIMED_OUT;
            case REMOVED -> MailboxOutcome.REMOVED;
            case GIVEN_UP -> MailboxOutcome.GIVEN_UP;
        };
    }

    /**
     * Adds {@code messages} to the number of messages that this participant has sent or
     * acknowledged. Writes the sum to the participant table, for display to users. Also records in
     * the table that this participant does not wait now.
     */
    void moved(long messages) {
        waitsNoMore();
        moved += messages;
        participants.setMoved(index, moved);
    }

    void waitsNoMore() {
        participants.setWaiting(index, MailboxWait.NOTHING.ordinal());
    }

    @Override
    public void sleepsAt(EventWord word) {
        participants.setWaiting(index, MailboxWait.LOCK.ordinal());
    }

    @Override
    public boolean isAlone() {
        return !anyOther(other -> participants.role(other) != ParticipantTable.NO_ROLE);
    }

    @Override
    protected void signalDetached() {
        exclusiveRole.close();
        events.signalAll();
    }

    @Override
    protected void releaseMemory() {
        entries.table.close();
    }
}
