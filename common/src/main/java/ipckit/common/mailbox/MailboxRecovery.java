package ipckit.common.mailbox;

import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

import java.util.HashMap;
import java.util.Map;

/**
 * Runs one SWEEP, an operation of the mailbox's protocol. A SWEEP ends the claims of dead
 * participants and the claims whose leases have ended. A message with such a claim becomes ready
 * again; if it is a request, its caller gets an error reply instead. A SWEEP also removes each
 * reply whose caller is dead, and each ready message whose sender waited for a receiver and is
 * dead.
 *
 * <p>A SWEEP tests each participant index at most once. When this process finds a dead participant,
 * it keeps the participant's index reserved until the end of the SWEEP. Otherwise a new process
 * could get the index, and would count as the holder of the dead participant's claims. The caller
 * holds the mailbox's lock.
 */
final class MailboxRecovery {
    private final MailboxAttachment attachment;
    private final EntryTable entries;
    private final Liveness liveness;
    private final boolean newcomer;

    /**
     * Maps each participant index that was tested to whether the process with this index is dead.
     */
    private final Map<Integer, Boolean> tested = new HashMap<>();

    private long now;

    /**
     * @param newcomer whether this participant is still attaching. If so, the claims with its index
     *     belong to the dead process that had the same index before.
     */
    MailboxRecovery(MailboxAttachment attachment, boolean newcomer) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.liveness = attachment.liveness;
        this.newcomer = newcomer;
    }

    void run() {
        try {
            if (entries.held.count() > 0) {
                entries.held.each(this::look);
            }
            if (entries.offers.count() > 0) {
                entries.offers.each(this::lookAtOffer);
            }
        } finally {
            tested.forEach(
                    (index, dead) -> {
                        if (dead) {
                            liveness.endHold(index);
                        }
                    });
        }
    }

    private void look(int entry) {
        long state = entries.state(entry);
        int waiter = entries.waiter(entry);
        if (EntryState.kind(state) == EntryState.REPLIED) {
            if (waiter == EntryTable.NONE || isDead(waiter)) {
                attachment.free(entry);
            }
            return;
        }
        int holder = EntryState.holder(state);
        if (holder != EntryState.NO_HOLDER && holder >= MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a claim has an impossible participant index");
        }
        if (isOver(entries.lease(entry)) || holder != EntryState.NO_HOLDER && isDead(holder)) {
            attachment.fail(entry, waiter != EntryTable.NONE && !isDead(waiter));
        } else if (newcomer && waiter == attachment.index) {
            // The sender is dead, and this participant has got the sender's index. If the entry
            // kept the index, this participant would count as the waiting sender.
            entries.forgetWaiter(entry);
        }
    }

    private void lookAtOffer(int entry) {
        if (isDead(entries.waiter(entry))) {
            attachment.withdraw(entry);
        }
    }

    /**
     * Returns whether the process with a participant index is dead. While this participant
     * attaches, the result for its own index is about the dead process that had the index before.
     */
    private boolean isDead(int other) {
        return other == attachment.index
                ? newcomer
                : tested.computeIfAbsent(other, liveness::holdIfDead);
    }

    private boolean isOver(long lease) {
        if (lease != 0 && now == 0) {
            now = BootClock.millis();
        }
        return lease != 0 && now >= lease;
    }
}
