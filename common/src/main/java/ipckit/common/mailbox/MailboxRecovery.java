package ipckit.common.mailbox;

import ipckit.common.object.ObjectFile;
import ipckit.common.sync.Liveness;

import java.util.HashMap;
import java.util.Map;

/**
 * Runs one SWEEP. This operation of the mailbox's protocol removes what dead participants left, and
 * ends the claims whose leases have ended. A SWEEP does the following:
 *
 * <ul>
 *   <li>It ends each claim of a dead receiver, and each claim whose lease has ended. A claimed
 *       request (a message whose sender wants a reply) is not delivered again: if its sender is
 *       alive and still waits, the sender gets an error reply; otherwise the request is removed.
 *       Any other claimed message becomes ready again.
 *   <li>It removes each reply for which no living sender waits.
 *   <li>It removes each ready message whose sender died while the sender waited for a receiver or
 *       for a reply.
 * </ul>
 *
 * <p>A SWEEP tests each participant at most once. If the participant is dead, its index stays
 * reserved until the end of the SWEEP. Otherwise a new process could get the index, and the dead
 * participant's claims would count as claims of the new process.
 *
 * <p>The participant that calls {@link #run} must own the mailbox's lock.
 */
final class MailboxRecovery {
    private final MailboxAttachment attachment;
    private final EntryTable entries;
    private final Liveness liveness;
    private final boolean newcomer;

    private final Map<Integer, Boolean> tested = new HashMap<>();

    private long now;

    /**
     * @param newcomer whether this participant is still attaching. If so, claims with this
     *     participant's index were made by the dead process that had the index before.
     */
    MailboxRecovery(MailboxAttachment attachment, boolean newcomer) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.liveness = attachment.liveness;
        this.newcomer = newcomer;
    }

    void run() {
        try {
            if (entries.lists.held.count() > 0) {
                entries.lists.held.each(this::look);
            }
            if (entries.lists.offers.count() > 0) {
                entries.lists.offers.each(this::lookAtOffer);
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
                attachment.settlement.free(entry);
            }
            return;
        }
        int holder = EntryState.holder(state);
        if (holder != EntryState.NO_HOLDER && holder >= MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("a claim has an impossible participant index");
        }
        if (isOver(entries.lease(entry)) || holder != EntryState.NO_HOLDER && isDead(holder)) {
            attachment.settlement.fail(entry, waiter != EntryTable.NONE && !isDead(waiter));
        } else if (newcomer && waiter == attachment.index) {
            // The sender of this message died while it waited for the acknowledgement or the reply.
            // This participant now has the sender's index, and must not count as the waiting
            // sender.
            entries.forgetWaiter(entry);
        }
    }

    private void lookAtOffer(int entry) {
        if (isDead(entries.waiter(entry))) {
            attachment.settlement.withdraw(entry);
        }
    }

    /**
     * Returns whether the participant with the index {@code other} is dead. While this participant
     * is attaching, its own index still stands for the dead process that had the index before, so
     * the result for this index is true. After the participant has attached, the result for its own
     * index is false.
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
