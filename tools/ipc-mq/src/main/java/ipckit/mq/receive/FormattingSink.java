package ipckit.mq.receive;

import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessagePrinter;

/**
 * Writes messages to stdout with a {@link MessagePrinter}, and acknowledges them. If {@code
 * prefetch} is 0, a message is acknowledged as soon as it is written. Otherwise messages are
 * acknowledged when the reader of stdout has read them.
 *
 * @param prefetch the largest number of unacknowledged messages; 0 if the user gave no {@code
 *     --prefetch}
 */
record FormattingSink(MessagePrinter printer, int prefetch) implements MessageSink {
    @Override
    public int batchSize() {
        return Math.max(1, prefetch);
    }

    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        // If printing fails, the messages stay claimed. When `recv` ends, `receiver` gives them
        // back to the mailbox, so no message is lost.
        for (int i = 0; i < receiver.count(); i++) {
            Message message = receiver.message(i);
            if (message == null) {
                return RETRY;
            }
            printer.print(source.text(), message);
        }
        if (prefetch > 0) {
            ReadMessages.await(receiver);
        }
        receiver.acknowledge(receiver.count());
        return 0;
    }
}
