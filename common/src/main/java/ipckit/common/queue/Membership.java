package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.sync.Bell;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.RobustLock;
import ipckit.common.sync.Seats;
import ipckit.common.sync.Spin;

import java.util.function.BooleanSupplier;

/**
 * A place among a ring's participants: a slot whose byte the kernel holds locked for as long as
 * this process lives, with the events and locks as seen from that slot, and the way to wait.
 *
 * <p>Belongs to one thread.
 */
final class Membership implements AutoCloseable, RobustLock.Watcher {
    /**
     * The longest sleep: what a death may cost is a wake that is not given, a lock to be taken over
     * and a claim to be returned, one after the other, and all of it must be mended in 200 ms.
     */
    private static final long SLEEP_NANOS = 55_000_000;

    /** While nobody matters who is there, only a newcomer can die; who comes wakes nobody. */
    private static final long LONELY_SLEEP_NANOS = 120_000_000;

    private static final int SLEEPS_PER_LOOK_AT_THE_PATH = 16;

    final RingFile file;
    final Mapping shared;
    final int slot;
    final Event items;
    final Event room;
    final RobustLock producersLock;
    final RobustLock consumersLock;
    final ClaimTable claimTable;
    final Claims claims;
    final Recovery recovery;
    final Area area;

    private final Liveness liveness;
    private final Doorbell doorbell;
    private final Seats seats;
    private final BooleanSupplier givenUp;
    private final Spin spin = new Spin();
    private int sleeps;

    /** Whether the last {@link #sleep} ended because its time was over. */
    private boolean overslept;

    Membership(
            RingFile file,
            Liveness liveness,
            Doorbell doorbell,
            int slot,
            BooleanSupplier givenUp) {
        this.file = file;
        this.shared = file.shared;
        this.liveness = liveness;
        this.slot = slot;
        this.seats = file.seats();
        this.givenUp = givenUp;
        this.area = file.area();
        this.doorbell = doorbell;
        this.items = new Event(shared, RingLayout.ITEMS, doorbell);
        this.room = new Event(shared, RingLayout.ROOM, doorbell);
        this.producersLock =
                new RobustLock(shared, RingLayout.PRODUCERS_LOCK, slot, liveness, doorbell, this);
        this.consumersLock =
                new RobustLock(shared, RingLayout.CONSUMERS_LOCK, slot, liveness, doorbell, this);
        this.claimTable = new ClaimTable(shared);
        this.claims = new Claims(shared, slot, claimTable);
        this.recovery = new Recovery(shared, area, slot, liveness, claimTable);
    }

    /** Notes for onlookers that we wait; {@link Waiting#NOTHING} when it is over. */
    void waiting(Waiting what) {
        seats.waiting(slot, what.ordinal());
    }

    @Override
    public void sleepsAt(Bell bell) {
        waiting(
                bell == RingLayout.PRODUCERS_LOCK
                        ? Waiting.PRODUCERS_LOCK
                        : Waiting.CONSUMERS_LOCK);
    }

    /** Who else holds a lock at this moment; null when nobody does. */
    LockHolder holder(Waiting which) {
        int owner = (which == Waiting.PRODUCERS_LOCK ? producersLock : consumersLock).owner();
        if (owner < 0 || owner == slot) {
            return null;
        }
        return new LockHolder(which, seats.pid(owner), seats.pidIsOurs(owner));
    }

    /** Notes for onlookers how many items we have moved. */
    void moved(long items) {
        seats.moved(slot, items);
    }

    /** What ended a {@link #sleep}. */
    enum Awake {
        /** There may be something to do. */
        LOOK,
        /** The deadline has passed. */
        TIMED_OUT,
        /** The ring was removed. */
        REMOVED,
        /** The caller does not want to wait any longer. */
        GIVEN_UP
    }

    /**
     * Looks for a while whether {@code ready} comes true, before anybody is told that we wait.
     * Nobody spins who has slept in vain just before: idle waiting is to cost nothing, also with
     * hundreds who wait.
     */
    boolean spins(BooleanSupplier ready, Deadline deadline) {
        return !overslept && deadline.kind() != Deadline.Kind.NOW && spin.sees(ready);
    }

    /** Waits until {@code ready} may have come true: one bounded sleep on the event. */
    Awake sleep(Waiting what, Event event, BooleanSupplier ready, Deadline deadline) {
        boolean spun = !overslept;
        overslept = false;
        waiting(what);
        int ticket = event.announce();
        if (ready.getAsBoolean()) {
            event.withdraw();
            return Awake.LOOK;
        }
        if (file.isRemoved()) {
            return Awake.REMOVED;
        }
        long left = deadline.remainingNanos();
        if (left == 0) {
            return Awake.TIMED_OUT;
        }
        event.await(ticket, Math.min(left, isAlone() ? LONELY_SLEEP_NANOS : SLEEP_NANOS));
        overslept = !ready.getAsBoolean();
        if (file.isRemoved()) {
            return Awake.REMOVED;
        }
        if (!overslept) {
            if (spun) {
                spin.woken();
            }
            return Awake.LOOK; // somebody woke us: the ring is in use, wherever its name is
        }
        if (++sleeps % SLEEPS_PER_LOOK_AT_THE_PATH == 0 && !file.isInPlace()) {
            return Awake.REMOVED;
        }
        if (givenUp.getAsBoolean()) {
            return Awake.GIVEN_UP;
        }
        return Awake.LOOK;
    }

    /** Whether it is time to ask who has died: nobody woke us. */
    boolean overslept() {
        return overslept;
    }

    /** System calls so far to sleep and to wake. */
    long systemCalls() {
        return doorbell.systemCalls();
    }

    /**
     * Whether nobody is there whose death could concern us: nobody at all, or, for a consumer, only
     * others who wait with empty hands.
     */
    private boolean isAlone() {
        boolean consumersMatter = role(slot) != Role.CONSUMER || claimTable.anyHeld();
        for (int other = 0; other < slotsUsed(); other++) {
            Role its = other == slot ? Role.NONE : role(other);
            if (its != Role.NONE && (consumersMatter || its != Role.CONSUMER)) {
                return false;
            }
        }
        return true;
    }

    /** Whether somebody else has the role of a consumer. */
    boolean hasOtherConsumer() {
        for (int other = 0; other < slotsUsed(); other++) {
            if (other != slot && role(other) == Role.CONSUMER) {
                return true;
            }
        }
        return false;
    }

    int slotsUsed() {
        return seats.used();
    }

    Role role(int of) {
        return Role.of(seats.role(of));
    }

    boolean isAlive(int of) {
        return liveness.isAlive(of);
    }

    /**
     * Detaches: the role goes first, so that whoever looks between sees a slot with nobody in. A
     * consumer that leaves brings nobody items: a script that waits at the pipe for them, and runs
     * a consumer at each ring, must not hear that one leave.
     */
    @Override
    public void close() {
        Role left = role(slot);
        seats.takeRole(slot, Role.NONE.ordinal());
        liveness.leave(slot);
        if (left.keepsStreamOpen() || hasOtherConsumer()) {
            items.signal(); // the stream may have ended
        }
        room.signal();
        doorbell.close();
        area.close();
        liveness.close();
    }
}
