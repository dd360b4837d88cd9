package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWaiter;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;

/**
 * A seat at a mailbox, from attaching to leaving: the lock and the events as seen from there, and
 * the repair of what the dead have left.
 *
 * <p>Belongs to one thread.
 */
final class MailboxMembership
        implements AutoCloseable, EventWaiter.Circumstances, RobustLock.Watcher {
    /** What is waited for, as seats say it. */
    static final int FOR_MESSAGES = 1;

    static final int FOR_ROOM = 2;
    static final int FOR_ANSWER = 3;
    static final int FOR_LOCK = 4;

    private static final long SWEEP_NANOS = 50_000_000;

    /**
     * The lock is held for memory copies only, so nobody's time limit is too short for it; unless
     * its holder is stopped.
     */
    private static final long LOCK_NANOS = 500_000_000;

    /** How long one waits for it who has no time limit, and is not to hang. */
    private static final long PATIENCE_NANOS = 4 * LOCK_NANOS;

    final MailboxFile file;
    final Mapping shared;
    final int seat;
    final EntryTable slots;
    private final Event arrivals;
    private final Event room;
    private final Event answers;

    final ParticipantTable seats;
    final Liveness liveness;
    final RobustLock lock;
    private final FutexDoorbell doorbell;
    final ExclusiveRole pass;
    private final BooleanSupplier givenUp;
    private final EventWaiter sleeper = new EventWaiter(this);
    private long moved;
    private long swept = System.nanoTime();

    /** Whether the lock is ours for ever: see {@link #abandon}. */
    private boolean abandoned;

    /** Whether nothing of ours is to be mended when we have left. */
    private boolean inOrder = true;

    /** What is to be told when the lock is given up. */
    private boolean arrived;

    private boolean freed;
    private boolean answered;

    MailboxMembership(
            MailboxFile file,
            int seat,
            Liveness liveness,
            ExclusiveRole pass,
            BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.seat = seat;
        this.seats = file.seats();
        this.liveness = liveness;
        this.pass = pass;
        this.givenUp = givenUp;
        this.doorbell = new FutexDoorbell(shared);
        this.slots = new EntryTable(file);
        this.arrivals = new Event(shared, MailboxLayout.ARRIVALS, doorbell);
        this.room = new Event(shared, MailboxLayout.ROOM, doorbell);
        this.answers = new Event(shared, MailboxLayout.ANSWERS, doorbell);
        this.lock = new RobustLock(shared, MailboxLayout.LOCK, seat, liveness, doorbell, this);
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
            throw EntryTable.damaged("it could not be mended");
        }
        Deadline limit =
                deadline.remainingNanos() < LOCK_NANOS ? Deadline.afterNanos(LOCK_NANOS) : deadline;
        switch (lock.acquire(limit)) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> rebuild();
            case TIMED_OUT -> throw stopped(deadline);
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
        liveness.leave(seat);
    }

    /** Why the lock could not be had in time. */
    IpcException stopped(Deadline deadline) {
        return new IpcException(
                deadline.kind() == Deadline.Kind.NOW ? Category.WOULD_BLOCK : Category.TIMED_OUT,
                "process " + seats.pid(lock.owner()) + " is stopped and holds its lock");
    }

    /** The deadline for a lock of those who have none of their own, and are not to hang. */
    static Deadline patience() {
        return Deadline.afterNanos(PATIENCE_NANOS);
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
        return other != EntryTable.NONE && (other == seat || liveness.isAlive(other));
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

    /** The seat is ours, and all in it is mended: from now on others see who we are. */
    void comeIn(MailboxRole role) {
        seats.moveIn(seat);
        seats.takeRole(seat, role.number());
        slots.table().close(); // the thread that goes on may be another one
        if (role == MailboxRole.SERVER) {
            answers.signal();
        }
    }

    /** Whether somebody else sits there who has such a role, and lives. */
    boolean hasOther(MailboxRole role) {
        int used = seats.used();
        for (int other = 0; other < used; other++) {
            if (other != seat && seats.role(other) == role.number() && liveness.isAlive(other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody else waits for messages. */
    boolean hasWaitingReceiver() {
        int used = seats.used();
        for (int other = 0; other < used; other++) {
            if (other != seat
                    && (seats.role(other) == MailboxRole.RECEIVER.number()
                            || seats.role(other) == MailboxRole.SERVER.number())
                    && seats.waiting(other) == FOR_MESSAGES
                    && liveness.isAlive(other)) {
                return true;
            }
        }
        return false;
    }

    boolean spins(BooleanSupplier ready, Deadline deadline) {
        return sleeper.spins(ready, deadline);
    }

    /** One bounded sleep until something of the kind may have come. */
    EventWaiter.Awake sleep(int what, BooleanSupplier ready, Deadline deadline) {
        seats.waiting(seat, what);
        Event event =
                switch (what) {
                    case FOR_MESSAGES -> arrivals;
                    case FOR_ROOM -> room;
                    default -> answers;
                };
        return sleeper.sleep(event, ready, deadline);
    }

    boolean overslept() {
        return sleeper.overslept();
    }

    /** So many more messages have passed here, and it is not waited for any more. */
    void moved(long messages) {
        seats.waiting(seat, 0);
        moved += messages;
        seats.moved(seat, moved);
    }

    /** The wait is over, with or without success. */
    void waitsNoMore() {
        seats.waiting(seat, 0);
    }

    @Override
    public void sleepsAt(EventWord bell) {
        seats.waiting(seat, FOR_LOCK);
    }

    @Override
    public boolean isRemoved() {
        return file.isRemoved();
    }

    @Override
    public boolean isInPlace() {
        return file.isInPlace() && !file.isOrphan();
    }

    @Override
    public boolean isGivenUp() {
        return givenUp.getAsBoolean();
    }

    @Override
    public boolean isAlone() {
        int used = seats.used();
        for (int other = 0; other < used; other++) {
            if (other != seat && seats.role(other) != ParticipantTable.NO_ROLE) {
                return false;
            }
        }
        return true;
    }

    /** Something of ours could not be settled: who takes our seat looks for it. */
    void leavesThingsBehind() {
        inOrder = false;
    }

    /** Whether nothing can be done here any more. */
    boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void close() {
        if (!abandoned) {
            if (inOrder) {
                seats.takeRole(seat, ParticipantTable.NO_ROLE);
            }
            liveness.leave(seat);
        }
        pass.close();
        arrivals.signal();
        room.signal();
        answers.signal();
        slots.table().close();
        doorbell.close();
        liveness.close();
    }
}
