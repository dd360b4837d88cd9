package ipckit.common.mailbox;

/**
 * Ends claims and removes messages, and records the events that these changes cause. The caller
 * must hold the mailbox's lock.
 */
final class EntrySettlement {
    private final EntryTable entries;
    private final MailboxEvents events;

    EntrySettlement(EntryTable entries, MailboxEvents events) {
        this.entries = entries;
        this.events = events;
    }

    /**
     * Acknowledges a claimed message, and records which participants {@link MailboxEvents#signal}
     * must wake. If the message is a request whose sender waits for the reply, the sender gets the
     * status UNANSWERED, because the receiver has sent no reply. Any other message is removed: its
     * entry becomes free, so that the mailbox has room for another message.
     */
    void finish(int entry) {
        if (entries.waiter(entry) != EntryTable.NONE) {
            events.answered();
            if (entries.isCall(entry)) {
                entries.reply(entry, CallAnswer.UNANSWERED);
                return;
            }
        }
        boolean pending = entries.lists.pending.count() > 0;
        entries.acknowledge(entry);
        events.gainedRoom();
        if (pending) {
            events.arrived();
            events.answered();
        }
    }

    /**
     * Ends a claim whose receiver is dead or whose lease is over. A message that is not a request
     * becomes ready again, and the delivery counts as lost. A request is not delivered again: if
     * its sender is alive and waits for the reply, the sender gets the status DIED; otherwise the
     * request is removed.
     *
     * @param waitedFor whether the message has a waiting sender that is alive
     */
    void fail(int entry, boolean waitedFor) {
        if (!entries.isCall(entry)) {
            entries.countLost(entry);
            giveBack(entry);
        } else if (waitedFor) {
            entries.reply(entry, CallAnswer.DIED);
            events.answered();
        } else {
            free(entry);
        }
    }

    /** Frees an entry that is claimed or contains a reply. */
    void free(int entry) {
        entries.acknowledge(entry);
        events.freed();
    }

    /** Ends a claim of any participant and makes the message ready again. */
    void giveBack(int entry) {
        entries.giveBack(entry);
        events.arrived();
    }

    /**
     * Ends a claim of any participant, makes the message ready again, and does not count the
     * delivery.
     */
    void giveBackUndelivered(int entry) {
        entries.giveBackUndelivered(entry);
        events.arrived();
    }

    /** Ends a claim of this participant and delays the message for {@code delay} milliseconds. */
    void giveBackLater(int entry, long delay) {
        entries.giveBackLater(entry, delay);
        events.arrived();
    }

    /**
     * Removes an unclaimed message whose sender has stopped waiting for a receiver, or has died.
     */
    void withdraw(int entry) {
        entries.withdraw(entry);
        events.freed();
    }
}
