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
 * The leases that one {@code recv} has left to other processes, with a limit to their number. A
 * lease leaves the window when its message is acknowledged or given back, or when its time is over.
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

    /** Adds the lease of a message that the receiver has left. */
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
                // The end of a lease in another mailbox does not end this sleep. But each sleep
                // ends after a short time.
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
