package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * A participant that reads messages without claiming them. It can also end or extend the claim of a
 * receiver if the claim has a lease: it acknowledges the message, gives it back, or extends the
 * lease. To do so, it needs the {@link Receipt}, which identifies the claim. An instance belongs to
 * one thread.
 */
public final class ReceiptDesk extends MailboxParticipant {
    ReceiptDesk(MailboxAttachment attachment) {
        super(attachment);
    }

    /**
     * Returns the messages that are ready to be received, in the order in which receivers would get
     * them. The messages stay in the mailbox.
     *
     * @param most the largest number of messages to return
     */
    public List<Message> peek(int most) {
        return look(most, entries.lists::whileEachReady);
    }

    /**
     * Returns the delayed messages, in the order in which they become ready.
     *
     * @param most the largest number of messages to return
     */
    public List<Message> peekDelayed(int most) {
        return look(most, entries.lists.delayed::whileEach);
    }

    private List<Message> look(int most, Consumer<IntPredicate> whileEach) {
        List<Message> found = new ArrayList<>();
        while (!hasPassedTime()) {
            // Each call of hasPassedTime acquires and releases the lock, so other participants can
            // get the lock between two calls.
        }
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            whileEach.accept(
                    entry -> {
                        found.add(content.message(entry));
                        return found.size() < most;
                    });
        }
        return found;
    }

    /**
     * Returns whether the metadata of at least one message satisfies a condition. Looks at all
     * unacknowledged messages, including delayed and claimed messages.
     */
    public boolean contains(Predicate<MessageMetadata> condition) {
        boolean[] found = {false};
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            entries.table.eachUsed(
                    entry -> found[0] |= condition.test(MessageMetadata.of(content.meta(entry))));
        }
        return found[0];
    }

    /**
     * Finds the first ready message that satisfies a condition. Returns the number of
     * unacknowledged messages before this message: all claimed messages, and the ready messages
     * that receivers get earlier. Returns −1 if no ready message satisfies the condition.
     *
     * @param condition tests the metadata of a message; called while the mailbox is locked
     * @param deadline limits the wait for the lock
     * @throws ipckit.common.IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the
     *     lock until the deadline
     */
    public int countBefore(Predicate<MessageMetadata> condition, Deadline deadline) {
        int[] before = {0};
        boolean[] found = {false};
        try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
            entries.table.eachUsed(
                    entry -> {
                        if (EntryState.kind(entries.state(entry)) == EntryState.CLAIMED) {
                            before[0]++;
                        }
                    });
            entries.lists.whileEachReady(
                    entry -> {
                        found[0] = condition.test(MessageMetadata.of(content.meta(entry)));
                        before[0] += found[0] ? 0 : 1;
                        return !found[0];
                    });
        }
        return found[0] ? before[0] : -1;
    }

    /**
     * Makes delayed messages ready if their time has come, by one call of {@link
     * MailboxAttachment#sweep}. One such call makes only a limited number of messages ready.
     * Returns false if another call may be necessary.
     */
    private boolean hasPassedTime() {
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            attachment.sweep();
            return !attachment.mayHaveDue();
        }
    }

    /**
     * Removes the ready and the delayed messages. Keeps a message if its sender waits until the
     * message is received or answered. Also removes all pending messages, which were sent while the
     * mailbox was full.
     *
     * @return the number of messages removed
     */
    public int purge() {
        int[] dropped = {0};
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            attachment.sweep();
            entries.lists.pending.each(
                    entry -> {
                        entries.withdraw(entry);
                        dropped[0]++;
                    });
            IntPredicate withdraw =
                    entry -> {
                        if (entries.waiter(entry) == EntryTable.NONE) {
                            entries.withdraw(entry);
                            dropped[0]++;
                        }
                        return true;
                    };
            entries.lists.whileEachReady(withdraw);
            entries.lists.delayed.whileEach(withdraw);
            attachment.events.freed();
        }
        return dropped[0];
    }

    /**
     * Acknowledges a leased message, and returns true. The receipt identifies the claim of the
     * message. If the claim has ended, has no lease, or belongs to another mailbox, returns false
     * and acknowledges nothing.
     */
    public boolean acknowledge(Receipt receipt) {
        return settle(receipt, () -> attachment.settlement.finish(receipt.entry()));
    }

    /**
     * Makes a leased message ready to be received again, and returns true. The receipt identifies
     * the claim of the message. If the claim has ended, has no lease, or belongs to another
     * mailbox, returns false and changes nothing.
     */
    public boolean giveBack(Receipt receipt) {
        return settle(receipt, () -> attachment.settlement.giveBack(receipt.entry()));
    }

    /**
     * Changes the lease of a claimed message, and returns true. The lease then ends {@code lease}
     * milliseconds from now. The receipt identifies the claim of the message. If the claim has
     * ended, has no lease, or belongs to another mailbox, returns false and changes nothing.
     */
    public boolean extend(Receipt receipt, long lease) {
        long until = BootClock.after(lease);
        return settle(receipt, () -> entries.setLease(receipt.entry(), until));
    }

    private boolean settle(Receipt receipt, Runnable action) {
        int entry = receipt.entry();
        if (entry < 0 || entry >= entries.table.size() || receipt.box() != attachment.file.id()) {
            return false;
        }
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            attachment.sweep();
            long state = entries.state(entry);
            // A receipt is valid only for a claim with a lease. A claim without a lease belongs to
            // its receiver until the receiver ends the claim or dies.
            boolean valid =
                    entries.number(entry) == receipt.number()
                            && EntryState.kind(state) == EntryState.CLAIMED
                            && EntryState.times(state) == receipt.times()
                            && entries.lease(entry) != 0;
            if (valid) {
                action.run();
            }
            return valid;
        }
    }
}
