package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessagePrinter;

/**
 * Writes messages to stdout, one at a time, and leaves them leased. The verb {@code ack} or {@code
 * nack} can then end the lease.
 *
 * @param window limits the number of leases; null for no limit
 */
record LeasingSink(MessagePrinter printer, LeaseWindow window) implements MessageSink {
    @Override
    public MailboxOutcome awaitRoom(Deadline deadline) {
        return window == null ? MailboxOutcome.DONE : window.awaitRoom(deadline);
    }

    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return RETRY;
        }
        // If printing fails, the message stays claimed. When `recv` ends, `receiver` gives the
        // message back to the mailbox, so the message is not lost.
        printer.print(source.text(), message);
        if (receiver.leave() && window != null) {
            window.add(source, receiver, message.receipt());
        }
        return 0;
    }
}
