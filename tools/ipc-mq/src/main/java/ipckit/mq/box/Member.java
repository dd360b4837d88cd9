package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.sync.Admission;
import ipckit.common.sync.Event;
import ipckit.common.sync.FutexDoorbell;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.RobustLock;
import ipckit.common.sync.Seats;
import ipckit.common.sync.Sleeper;

import java.util.function.BooleanSupplier;

/**
 * A seat at a mailbox, from attaching to leaving: the lock and the events as seen from there, and
 * the repair of what the dead have left.
 *
 * <p>Belongs to one thread.
 */
final class Member implements AutoCloseable, Sleeper.Circumstances, RobustLock.Watcher {
    /** The number by which a seat says that somebody is in; a mailbox knows no other roles. */
    private static final int PRESENT = 1;

    /** What is waited for, as seats say it: messages, room, the lock. */
    static final int FOR_MESSAGES = 1;

    static final int FOR_ROOM = 2;
    private static final int FOR_LOCK = 3;

    final BoxFile file;
    final Mapping shared;
    final int seat;
    final Slots slots;
    final Event arrivals;
    final Event room;

    private final Seats seats;
    private final Liveness liveness;
    private final FutexDoorbell doorbell;
    private final RobustLock lock;
    private final BooleanSupplier givenUp;
    private final Sleeper sleeper = new Sleeper(this);

    private Member(BoxFile file, int seat, Liveness liveness, BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.seat = seat;
        this.seats = file.seats();
        this.liveness = liveness;
        this.givenUp = givenUp;
        this.doorbell = new FutexDoorbell(shared);
        this.slots = new Slots(shared, file.spec.capacity());
        this.arrivals = new Event(shared, BoxLayout.ARRIVALS, doorbell);
        this.room = new Event(shared, BoxLayout.ROOM, doorbell);
        this.lock = new RobustLock(shared, BoxLayout.LOCK, seat, liveness, doorbell, this);
    }

    /** ATTACH. */
    static Member attach(BoxFile file, BooleanSupplier givenUp) {
        Liveness liveness = Liveness.open(file.live(), BoxLayout.SEATS, true);
        try (Admission admission = new Admission(file.shared, BoxLayout.SEAT_TABLE, liveness)) {
            Member member =
                    admission.takeSeat(0, seat -> new Member(file, seat, liveness, givenUp));
            try {
                member.mendAfterPredecessor();
            } catch (RuntimeException | Error e) {
                liveness.leave(member.seat);
                throw e;
            }
            member.seats.moveIn(member.seat);
            member.seats.takeRole(member.seat, PRESENT);
            return member;
        } catch (RuntimeException | Error e) {
            liveness.close();
            throw e;
        }
    }

    private void mendAfterPredecessor() {
        boolean inherited = lock.isInherited();
        if (!inherited && !holdsAnything()) {
            return;
        }
        if (inherited) {
            slots.rebuild();
        } else {
            lock(Deadline.afterNanos(Admission.PATIENCE_NANOS));
        }
        try {
            sweep(true);
        } finally {
            unlock();
        }
    }

    private boolean holdsAnything() {
        for (int slot = 0; slot < slots.capacity(); slot++) {
            long state = slots.state(slot);
            if (State.kind(state) == State.CLAIMED && State.holder(state) == seat) {
                return true;
            }
        }
        return false;
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
            case TIMED_OUT ->
                    throw new IpcException(
                            Category.TIMED_OUT,
                            "process "
                                    + seats.pid(lock.owner())
                                    + " is stopped and holds its lock");
        }
    }

    void unlock() {
        lock.release();
    }

    /** SWEEP; the lock is ours. Whether anything came back. */
    boolean sweep() {
        return sweep(false);
    }

    private boolean sweep(boolean newcomer) {
        boolean found = false;
        for (int slot = 0; slot < slots.capacity(); slot++) {
            long state = slots.state(slot);
            if (State.kind(state) != State.CLAIMED || State.holder(state) == State.NOBODY) {
                continue;
            }
            int holder = State.holder(state);
            if (holder >= BoxLayout.SEATS) {
                throw Slots.damaged("a message is in the hands of one who cannot be");
            }
            if (holder == seat) {
                if (newcomer) {
                    slots.giveBack(slot);
                    found = true;
                }
            } else if (liveness.holdIfDead(holder)) {
                try {
                    slots.giveBack(slot);
                    found = true;
                } finally {
                    liveness.endHold(holder);
                }
            }
        }
        return found;
    }

    boolean spins(BooleanSupplier ready, Deadline deadline) {
        return sleeper.spins(ready, deadline);
    }

    Sleeper.Awake sleep(int what, Event event, BooleanSupplier ready, Deadline deadline) {
        seats.waiting(seat, what);
        Sleeper.Awake awake = sleeper.sleep(event, ready, deadline);
        return awake;
    }

    boolean overslept() {
        return sleeper.overslept();
    }

    void moved(long messages) {
        seats.waiting(seat, 0);
        seats.moved(seat, messages);
    }

    @Override
    public void sleepsAt(ipckit.common.sync.Bell bell) {
        seats.waiting(seat, FOR_LOCK);
    }

    @Override
    public boolean isRemoved() {
        return file.isRemoved();
    }

    @Override
    public boolean isInPlace() {
        return file.isInPlace();
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
        arrivals.signal();
        room.signal();
        doorbell.close();
        liveness.close();
    }
}
