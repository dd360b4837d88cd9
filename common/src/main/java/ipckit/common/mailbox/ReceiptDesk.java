package ipckit.common.mailbox;

import java.util.ArrayList;
import java.util.List;

/**
 * A participant that returns messages without receiving them, and settles leased messages by their
 * receipts. It belongs to one thread.
 */
public final class ReceiptDesk implements AutoCloseable {
    private final MailboxAttachment attachment;
    private final EntryTable entries;
    private final EntryReader reading;

    ReceiptDesk(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.reading = new EntryReader(attachment);
    }

    /**
     * Returns the messages that would be received next, in that order.
     *
     * @param most the most messages to return
     */
    public List<Message> peek(int most) {
        List<Message> found = new ArrayList<>();
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            entries.whileEachReady(
                    entry -> {
                        found.add(reading.message(entry));
                        return found.size() < most;
                    });
        } finally {
            attachment.unlock();
        }
        return found;
    }

    /**
     * Removes all messages that are not claimed.
     *
     * @return the number of messages removed
     */
    public int purge() {
        int[] dropped = {0};
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            entries.eachPending(
                    entry -> {
                        entries.unpark(entry);
                        dropped[0]++;
                    });
            entries.whileEachReady(
                    entry -> {
                        if (entries.waiter(entry) == EntryTable.NONE) {
                            entries.withdraw(entry);
                            dropped[0]++;
                        }
                        return true;
                    });
            attachment.freed();
        } finally {
            attachment.unlock();
        }
        return dropped[0];
    }

    /** Acknowledges a leased message; returns false if the claim of the receipt has ended. */
    public boolean acknowledge(Receipt receipt) {
        return settle(receipt, () -> attachment.finish(receipt.entry()));
    }

    /** Makes a leased message ready again; returns false if the claim of the receipt has ended. */
    public boolean giveBack(Receipt receipt) {
        return settle(receipt, () -> attachment.giveBack(receipt.entry()));
    }

    /**
     * Sets the end of the lease to {@code lease} milliseconds from now; returns false if the claim
     * of the receipt has ended.
     */
    public boolean extend(Receipt receipt, long lease) {
        long until = BootClock.after(lease);
        return settle(receipt, () -> entries.setLease(receipt.entry(), until));
    }

    private boolean settle(Receipt receipt, Runnable action) {
        int entry = receipt.entry();
        if (entry < 0 || entry >= entries.size() || receipt.box() != attachment.file.id()) {
            return false;
        }
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            long state = entries.state(entry);
            if (entries.number(entry) != receipt.number()
                    || EntryState.kind(state) != EntryState.CLAIMED
                    || EntryState.times(state) != receipt.times()
                    || entries.lease(entry)
                            == 0) { // the receiver that printed the receipt may still own the claim
                return false;
            }
            action.run();
            return true;
        } finally {
            attachment.unlock();
        }
    }

    @Override
    public void close() {
        attachment.close();
    }
}
