package ipckit.common.mailbox;

import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

import java.util.HashSet;
import java.util.Set;

/**
 * SWEEP, once: what the dead held, and what leases that have ended held, comes again; what the dead
 * offered or asked goes. The kernel is asked once about each seat, and those who are dead are kept
 * from being followed until all is done. The mailbox's lock is the caller's.
 */
final class MailboxRecovery {
    private final MailboxAttachment attachment;
    private final EntryTable slots;
    private final Liveness liveness;
    private final boolean newcomer;
    private final Set<Integer> alive = new HashSet<>();
    private final Set<Integer> dead = new HashSet<>();
    private long now;

    /**
     * @param newcomer whether what seems to be in our own hands was in those of our seat's last
     *     inhabitant
     */
    MailboxRecovery(MailboxAttachment attachment, boolean newcomer) {
        this.attachment = attachment;
        this.slots = attachment.slots;
        this.liveness = attachment.liveness;
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
        if (EntryState.kind(state) == EntryState.REPLIED) {
            if (waiter == EntryTable.NONE || isDead(waiter)) {
                slots.acknowledge(slot);
                attachment.freed();
            }
            return;
        }
        int holder = EntryState.holder(state);
        if (holder != EntryState.NOBODY && holder >= MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a message is in the hands of one who cannot be");
        }
        if (isOver(slots.lease(slot)) || holder != EntryState.NOBODY && isDead(holder)) {
            attachment.fail(slot, waiter != EntryTable.NONE && !isDead(waiter));
        } else if (newcomer && waiter == attachment.index) {
            slots.forgetWaiter(slot); // it would take our waiting for his
        }
    }

    private void lookAtOffer(int slot) {
        if (isDead(slots.waiter(slot))) {
            attachment.withdraw(slot);
        }
    }

    /** Whether the one who used a seat is dead; who lives there now may be another one: we. */
    private boolean isDead(int seat) {
        if (seat == attachment.index) {
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
