package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receipt;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.MappedFile;
import ipckit.mq.mailbox.MailboxReference;

import java.util.ArrayList;
import java.util.List;

/**
 * The leases of the messages that one {@code recv} has delivered without acknowledging them. The
 * window limits the number of these leases. A lease is removed from the window when its message is
 * acknowledged or given back, or when the lease ends by time.
 */
final class LeaseWindow {
    private record Lease(MailboxReference source, Receiver receiver, Receipt receipt) {
        boolean isOver() {
            return !receiver.isLeased(receipt);
        }
    }

    private final int most;
    private final List<Lease> leases = new ArrayList<>();

    /**
     * @param most the largest number of leases in the window
     */
    LeaseWindow(int most) {
        this.most = most;
    }

    /**
     * Adds the lease of a message for which {@link Receiver#leave} was called: the message stays
     * leased even if the receiver detaches or dies.
     */
    void add(MailboxReference source, Receiver receiver, Receipt receipt) {
        leases.add(new Lease(source, receiver, receipt));
    }

    /**
     * Waits until the window has room for another lease.
     *
     * @return DONE if there is room; otherwise the reason why the wait ended
     */
    MailboxOutcome awaitRoom(Deadline deadline) {
        MailboxOutcome outcome = MailboxOutcome.DONE;
        while (outcome == MailboxOutcome.DONE && !hasRoom()) {
            Lease oldest = leases.getFirst();
            try {
                // This thread sleeps at the mailbox of the oldest lease. An acknowledgement in
                // another mailbox does not wake the thread. Therefore each call sleeps only for a
                // limited time.
                outcome = oldest.receiver().sleepUntil(this::hasRoom, deadline);
            } catch (InternalError e) {
                throw oldest.source().named(MappedFile.fault(e, "it"));
            }
        }
        return outcome;
    }

    private boolean hasRoom() {
        leases.removeIf(Lease::isOver);
        return leases.size() < most;
    }
}
