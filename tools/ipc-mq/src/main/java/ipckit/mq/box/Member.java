package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.sync.Admission;
import ipckit.common.sync.Bell;
import ipckit.common.sync.Event;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.RobustLock;
import ipckit.common.sync.Seats;
import ipckit.common.sync.Sleeper;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A seat at a mailbox, from attaching to leaving: the lock and the events as seen from there, and
 * the repair of what the dead have left.
 *
 * <p>Belongs to one thread.
 */
final class Member implements AutoCloseable, Sleeper.Circumstances, RobustLock.Watcher {
    /** What is waited for, as seats say it. */
    static final int FOR_MESSAGES = 1;

    static final int FOR_ROOM = 2;
    static final int FOR_ANSWER = 3;
    static final int FOR_LOCK = 4;

    /** No pass was needed. */
    private static final int NO_PASS = -1;

    /** Who waits for a pass has no seat to be woken in. */
    private static final long PASS_PAUSE_NANOS = 50_000_000;

    final BoxFile file;
    final Mapping shared;
    final int seat;
    final Slots slots;
    private final Event arrivals;
    private final Event room;
    private final Event answers;

    private final Seats seats;
    private final Liveness liveness;
    private final FutexDoorbell doorbell;
    private final RobustLock lock;
    private final BooleanSupplier givenUp;
    private final Sleeper sleeper = new Sleeper(this);
    private int pass = NO_PASS;
    private long moved;

    /** What is to be told when the lock is given up. */
    private boolean arrived;

    private boolean freed;
    private boolean answered;

    private Member(BoxFile file, int seat, Liveness liveness, BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.seat = seat;
        this.seats = file.seats();
        this.liveness = liveness;
        this.givenUp = givenUp;
        this.doorbell = new FutexDoorbell(shared);
        this.slots = new Slots(file);
        this.arrivals = new Event(shared, BoxLayout.ARRIVALS, doorbell);
        this.room = new Event(shared, BoxLayout.ROOM, doorbell);
        this.answers = new Event(shared, BoxLayout.ANSWERS, doorbell);
        this.lock = new RobustLock(shared, BoxLayout.LOCK, seat, liveness, doorbell, this);
    }

    /**
     * ATTACH.
     *
     * @param deadline how long to wait where only so many may be there
     * @throws IpcException WOULD_BLOCK, TIMED_OUT where others are there already
     */
    static Member attach(BoxFile file, Role role, Deadline deadline, BooleanSupplier givenUp) {
        Liveness liveness =
                Liveness.open(file.live(), BoxLayout.FIRST_PASS + BoxLayout.PASSES, true);
        try {
            int pass = takePass(file, role, liveness, deadline, givenUp);
            try (Admission admission = new Admission(file.shared, BoxLayout.SEAT_TABLE, liveness)) {
                Member member =
                        admission.takeSeat(0, seat -> new Member(file, seat, liveness, givenUp));
                member.pass = pass;
                try {
                    member.mendAfterPredecessor();
                } catch (RuntimeException | Error e) {
                    liveness.leave(member.seat);
                    throw e;
                }
                member.seats.moveIn(member.seat);
                member.seats.takeRole(member.seat, role.number());
                member.slots.table().close(); // the thread that goes on may be another one
                if (role == Role.SERVER) {
                    member.answers.signal();
                }
                return member;
            }
        } catch (RuntimeException | Error e) {
            liveness.close();
            throw e;
        }
    }

    private static int takePass(
            BoxFile file,
            Role role,
            Liveness liveness,
            Deadline deadline,
            BooleanSupplier givenUp) {
        Sharing sharing = file.spec.sharing();
        int passes =
                switch (sharing) {
                    case ANY -> 0;
                    case SINGLE_RECEIVER -> role.receives() ? 1 : 0;
                    case PAIR -> role == Role.LOOKER ? 0 : BoxLayout.PASSES;
                };
        if (passes == 0) {
            return NO_PASS;
        }
        for (; ; ) {
            for (int pass = 0; pass < passes; pass++) {
                if (liveness.take(BoxLayout.FIRST_PASS + pass)) {
                    return BoxLayout.FIRST_PASS + pass;
                }
            }
            String who =
                    sharing == Sharing.PAIR
                            ? "two processes are linked by it already"
                            : "another process receives from it";
            if (deadline.expired()) {
                throw deadline.kind() == Deadline.Kind.NOW
                        ? new IpcException(Category.WOULD_BLOCK, who)
                        : new IpcException(Category.TIMED_OUT, "timed out: " + who);
            }
            if (file.isRemoved() || !isInPlace(file)) {
                throw new IpcException(Category.REMOVED, "it was removed");
            }
            if (givenUp.getAsBoolean()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
            }
            LockSupport.parkNanos(Math.min(PASS_PAUSE_NANOS, deadline.remainingNanos()));
        }
    }

    private static boolean isInPlace(BoxFile file) {
        return file.isInPlace() && !file.isOrphan();
    }

    private void mendAfterPredecessor() {
        boolean inherited = lock.isInherited();
        if (file.spec.durable() && Words.get(shared, BoxLayout.BOOT_AT) != BootClock.boot()) {
            recover(inherited);
            return;
        }
        if (inherited) {
            slots.rebuild();
        } else if (slots.held() == 0 && slots.offers() == 0) {
            return;
        } else {
            lock(Deadline.afterNanos(Admission.PATIENCE_NANOS));
        }
        try {
            endLeasesOfAnotherBoot();
            sweep(true);
        } finally {
            unlock();
        }
    }

    /** The machine was started anew: of the mailbox there is what was written to the disk. */
    private void recover(boolean inherited) {
        if (!inherited) {
            Deadline patience = Deadline.afterNanos(Admission.PATIENCE_NANOS);
            if (lock.acquire(patience) == RobustLock.Outcome.TIMED_OUT) {
                throw stopped();
            }
        }
        try {
            slots.recover();
            Words.set(shared, BoxLayout.BOOT_AT, BootClock.boot());
        } finally {
            unlock();
        }
    }

    private void endLeasesOfAnotherBoot() {
        long boot = BootClock.boot();
        if (Words.get(shared, BoxLayout.BOOT_AT) != boot) {
            slots.each(
                    BoxLayout.HELD,
                    slot -> {
                        if (slots.lease(slot) != 0) {
                            slots.setLease(slot, 1);
                        }
                    });
            Words.set(shared, BoxLayout.BOOT_AT, boot);
        }
    }

    /**
     * Takes the mailbox's lock; what a dead owner left is mended then.
     *
     * @throws IpcException TIMED_OUT when a living process keeps it that long
     */
    void lock(Deadline deadline) {
        switch (lock.acquire(deadline)) {
            case ACQUIRED -> {}
            case TAKEN_OVER -> slots.rebuild();
            case TIMED_OUT -> throw stopped();
        }
    }

    private IpcException stopped() {
        return new IpcException(
                Category.TIMED_OUT,
                "process " + seats.pid(lock.owner()) + " is stopped and holds its lock");
    }

    /** For those who do not wait: the lock is held for memory copies only. */
    static Deadline patience(Deadline deadline) {
        return deadline.kind() == Deadline.Kind.NOW
                ? Deadline.afterNanos(Admission.PATIENCE_NANOS)
                : deadline;
    }

    /** Gives the lock up, and wakes those who wait for what was done meanwhile. */
    void unlock() {
        lock.release();
        BoxStep.MU1.reached();
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
        if (slots.waiter(slot) != Slots.NONE) {
            answered();
            if (slots.isCall(slot)) {
                slots.reply(slot, LineLayout.UNANSWERED);
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

    /** A message in hands that do not hold it any more: it comes again, or its caller is told. */
    private void fail(int slot) {
        if (!slots.isCall(slot)) {
            slots.giveBack(slot);
            arrived();
        } else if (isThere(slots.waiter(slot))) {
            slots.reply(slot, LineLayout.DIED);
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
        return other != Slots.NONE && (other == seat || liveness.isAlive(other));
    }

    /** SWEEP; the lock is ours. */
    void sweep() {
        sweep(false);
    }

    private void sweep(boolean newcomer) {
        if (slots.held() > 0) {
            Sweep sweep = new Sweep(newcomer);
            slots.each(BoxLayout.HELD, sweep::look);
        }
        if (slots.offers() > 0) {
            slots.eachReady(
                    slot -> {
                        int waiter = slots.waiter(slot);
                        if (waiter != Slots.NONE
                                && (waiter == seat ? newcomer : !liveness.isAlive(waiter))) {
                            withdraw(slot);
                        }
                    });
        }
    }

    /** One sweep: the clock is read only if there is a lease, and once. */
    private final class Sweep {
        private final boolean newcomer;
        private long now;

        Sweep(boolean newcomer) {
            this.newcomer = newcomer;
        }

        void look(int slot) {
            long state = slots.state(slot);
            if (State.kind(state) == State.REPLIED) {
                int waiter = slots.waiter(slot);
                if (waiter == seat ? newcomer : !isThere(waiter)) {
                    slots.acknowledge(slot);
                    freed();
                }
                return;
            }
            int holder = State.holder(state);
            if (holder != State.NOBODY && holder >= BoxLayout.SEATS) {
                throw Slots.damaged("a message is in the hands of one who cannot be");
            }
            if (isOver(slots.lease(slot)) || holder == seat && newcomer) {
                fail(slot);
            } else if (holder != State.NOBODY && holder != seat && liveness.holdIfDead(holder)) {
                try {
                    fail(slot);
                } finally {
                    liveness.endHold(holder);
                }
            }
        }

        private boolean isOver(long lease) {
            if (lease == 0) {
                return false;
            }
            if (now == 0) {
                now = BootClock.millis();
            }
            return now >= lease;
        }
    }

    /** Whether somebody else sits there who has such a role, and lives. */
    boolean hasOther(Role role) {
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
                    && (seats.role(other) == Role.RECEIVER.number()
                            || seats.role(other) == Role.SERVER.number())
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
    Sleeper.Awake sleep(int what, BooleanSupplier ready, Deadline deadline) {
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
    public void sleepsAt(Bell bell) {
        seats.waiting(seat, FOR_LOCK);
    }

    @Override
    public boolean isRemoved() {
        return file.isRemoved();
    }

    @Override
    public boolean isInPlace() {
        return isInPlace(file);
    }

    @Override
    public boolean isGivenUp() {
        return givenUp.getAsBoolean();
    }

    @Override
    public boolean isAlone() {
        int used = seats.used();
        for (int other = 0; other < used; other++) {
            if (other != seat && seats.role(other) != Seats.NO_ROLE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        seats.takeRole(seat, Seats.NO_ROLE);
        liveness.leave(seat);
        if (pass != NO_PASS) {
            liveness.leave(pass);
        }
        arrivals.signal();
        room.signal();
        answers.signal();
        slots.table().close();
        doorbell.close();
        liveness.close();
    }
}
