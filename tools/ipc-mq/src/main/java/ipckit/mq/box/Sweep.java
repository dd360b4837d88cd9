package ipckit.mq.box;

import ipckit.common.sync.Liveness;

import java.util.HashSet;
import java.util.Set;

/**
 * SWEEP, once: what the dead held, and what leases that have ended held, comes again; what the dead
 * offered or asked goes. The kernel is asked once about each seat, and those who are dead are kept
 * from being followed until all is done. The mailbox's lock is the caller's.
 */
final class Sweep {
    private final Member member;
    private final Slots slots;
    private final Liveness liveness;
    private final boolean newcomer;
    private final Set<Integer> alive = new HashSet<>();
    private final Set<Integer> dead = new HashSet<>();
    private long now;

    /**
     * @param newcomer whether what seems to be in our own hands was in those of our seat's last
     *     inhabitant
     */
    Sweep(Member member, boolean newcomer) {
        this.member = member;
        this.slots = member.slots;
        this.liveness = member.liveness;
        this.newcomer = newcomer;
    }

    void run() {
        try {
            if (slots.held() > 0) {
                slots.eachHeld(this::look);
            }
            if (slots.offers() > 0) {
                slots.eachOffer(this::lookAtOffer);
            }
        } finally {
            dead.forEach(liveness::endHold);
        }
    }

    private void look(int slot) {
        long state = slots.state(slot);
        int waiter = slots.waiter(slot);
        if (State.kind(state) == State.REPLIED) {
            if (waiter == Slots.NONE || isDead(waiter)) {
                slots.acknowledge(slot);
                member.freed();
            }
            return;
        }
        int holder = State.holder(state);
        if (holder != State.NOBODY && holder >= BoxLayout.SEATS) {
            throw Slots.damaged("a message is in the hands of one who cannot be");
        }
        if (isOver(slots.lease(slot)) || holder != State.NOBODY && isDead(holder)) {
            member.fail(slot, waiter != Slots.NONE && !isDead(waiter));
        } else if (newcomer && waiter == member.seat) {
            slots.forgetWaiter(slot); // it would take our waiting for his
        }
    }

    private void lookAtOffer(int slot) {
        if (isDead(slots.waiter(slot))) {
            member.withdraw(slot);
        }
    }

    /** Whether the one who used a seat is dead; who lives there now may be another one: we. */
    private boolean isDead(int seat) {
        if (seat == member.seat) {
            return newcomer;
        }
        if (alive.contains(seat)) {
            return false;
        }
        if (dead.contains(seat)) {
            return true;
        }
        if (liveness.holdIfDead(seat)) {
            dead.add(seat);
            return true;
        }
        alive.add(seat);
        return false;
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
