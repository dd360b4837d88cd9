package ipckit.common.mailbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Where messages are looked at without being received, and settled by those who have a receipt. For
 * one thread.
 */
public final class ReceiptDesk implements AutoCloseable {
    private final MailboxAttachment attachment;
    private final EntryTable slots;
    private final EntryReader reading;

    ReceiptDesk(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.slots = attachment.slots;
        this.reading = new EntryReader(attachment);
    }

    /** The messages that would be received next, in that order; as many as there are, or less. */
    public List<Message> peek(int most) {
        List<Message> found = new ArrayList<>();
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            slots.whileEachReady(
                    slot -> {
                        found.add(reading.message(slot));
                        return found.size() < most;
                    });
        } finally {
            attachment.unlock();
        }
        return found;
    }

    /** Drops all messages but those in somebody's hands; how many there were. */
    public int purge() {
        int[] dropped = {0};
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            slots.eachPending(
                    slot -> {
                        slots.unpark(slot);
                        dropped[0]++;
                    });
            slots.whileEachReady(
                    slot -> {
                        if (slots.waiter(slot) == EntryTable.NONE) {
                            slots.withdraw(slot);
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

    /** Says that nobody needs the message any more; false if the receipt's claim has ended. */
    public boolean acknowledge(Receipt receipt) {
        return settle(receipt, () -> attachment.finish(receipt.slot()));
    }

    /** Lets the message come again at once; false if the receipt's claim has ended. */
    public boolean giveBack(Receipt receipt) {
        return settle(receipt, () -> attachment.giveBack(receipt.slot()));
    }

    /** Lets the claim end so many milliseconds from now; false if it has ended already. */
    public boolean extend(Receipt receipt, long lease) {
        long until = BootClock.after(lease);
        return settle(receipt, () -> slots.setLease(receipt.slot(), until));
    }

    private boolean settle(Receipt receipt, Runnable action) {
        int slot = receipt.slot();
        if (slot < 0 || slot >= slots.size() || receipt.box() != attachment.file.id()) {
            return false;
        }
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            attachment.sweep();
            long state = slots.state(slot);
            if (slots.number(slot) != receipt.number()
                    || EntryState.kind(state) != EntryState.CLAIMED
                    || EntryState.times(state) != receipt.times()
                    || slots.lease(slot) == 0) { // who told of the receipt may not have left yet
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
