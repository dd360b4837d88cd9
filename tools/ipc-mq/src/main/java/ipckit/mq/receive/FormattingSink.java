package ipckit.mq.receive;

import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessagePrinter;

/**
 * Writes messages to stdout, one at a time, with a {@link MessagePrinter}.
 *
 * @param leased whether a printed message stays leased. The verb {@code ack} or {@code nack} can
 *     then end the lease.
 */
record FormattingSink(MessagePrinter printer, boolean leased) implements MessageSink {
    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return RETRY;
        }
        // If printing fails, the message stays claimed. When `recv` ends, `receiver` gives the
        // message back to the mailbox, so the message is not lost.
        printer.print(source.text(), message);
        if (leased) {
            receiver.leave();
        } else {
            receiver.acknowledge(1);
        }
        return 0;
    }
}
