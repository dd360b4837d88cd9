package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.sync.Doorbell;
import ipckit.common.sync.Event;
import ipckit.common.sync.EventWaiter;
import ipckit.common.sync.EventWord;
import ipckit.common.sync.Liveness;
import ipckit.common.sync.ParticipantTable;
import ipckit.common.sync.RobustLock;

import java.util.function.BooleanSupplier;

/**
 * A place among a ring's participants: a slot whose byte the kernel holds locked for as long as
 * this process lives, with the events and locks as seen from that slot, and the way to wait.
 *
 * <p>Belongs to one thread.
 */
final class RingMembership implements AutoCloseable, RobustLock.Watcher, EventWaiter.Circumstances {
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
    private final ParticipantTable seats;
    private final BooleanSupplier givenUp;
    private final EventWaiter sleeper = new EventWaiter(this);

    RingMembership(
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

    /** Notes for onlookers that we wait; {@link WaitReason#NOTHING} when it is over. */
    void waiting(WaitReason what) {
        seats.waiting(slot, what.ordinal());
    }

    @Override
    public void sleepsAt(EventWord bell) {
        waiting(
                bell == RingLayout.PRODUCERS_LOCK
                        ? WaitReason.PRODUCERS_LOCK
                        : WaitReason.CONSUMERS_LOCK);
    }

    /** Who else holds a lock at this moment; null when nobody does. */
    LockHolder holder(WaitReason which) {
        int owner = (which == WaitReason.PRODUCERS_LOCK ? producersLock : consumersLock).owner();
        if (owner < 0 || owner == slot) {
            return null;
        }
        return new LockHolder(which, seats.pid(owner), seats.pidIsOurs(owner));
    }

    /** Notes for onlookers how many items we have moved. */
    void moved(long items) {
        seats.moved(slot, items);
    }

    /** As {@link EventWaiter#spins}. */
    boolean spins(BooleanSupplier ready, Deadline deadline) {
        return sleeper.spins(ready, deadline);
    }

    /** As {@link EventWaiter#sleep}, and onlookers are told what we wait for. */
    EventWaiter.Awake sleep(
            WaitReason what, Event event, BooleanSupplier ready, Deadline deadline) {
        waiting(what);
        return sleeper.sleep(event, ready, deadline);
    }

    /** Whether it is time to ask who has died: nobody woke us. */
    boolean overslept() {
        return sleeper.overslept();
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

    /** System calls so far to sleep and to wake. */
    long systemCalls() {
        return doorbell.systemCalls();
    }

    /**
     * Whether nobody is there whose death could concern us: nobody at all, or, for a consumer, only
     * others who wait with empty hands.
     */
    @Override
    public boolean isAlone() {
        boolean consumersMatter = role(slot) != RingRole.CONSUMER || claimTable.anyHeld();
        for (int other = 0; other < slotsUsed(); other++) {
            RingRole its = other == slot ? RingRole.NONE : role(other);
            if (its != RingRole.NONE && (consumersMatter || its != RingRole.CONSUMER)) {
                return false;
            }
        }
        return true;
    }

    /** Whether somebody else has the role of a consumer. */
    boolean hasOtherConsumer() {
        for (int other = 0; other < slotsUsed(); other++) {
            if (other != slot && role(other) == RingRole.CONSUMER) {
                return true;
            }
        }
        return false;
    }

    int slotsUsed() {
        return seats.used();
    }

    RingRole role(int of) {
        return RingRole.of(seats.role(of));
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
        RingRole left = role(slot);
        seats.takeRole(slot, RingRole.NONE.ordinal());
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
