package ipckit.mq.receive;

import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.pipe.HangUp;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessagePrinter;

/** Messages to stdout, one at a time, in a form that a user wants. */
final class FormattingSink implements MessageSink {
    private final MessagePrinter printer;
    private final boolean leased;

    /**
     * @param leased whether they are left to whoever has the receipt
     */
    FormattingSink(MessagePrinter printer, boolean leased) {
        this.printer = printer;
        this.leased = leased;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public boolean isUnwanted() {
        return HangUp.ofStdout();
    }

    @Override
    public int deliver(MailboxReference route, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return AGAIN;
        }
        printer.print(route.text(), message); // if it fails, closing gives it back
        if (leased) {
            receiver.leave();
        } else {
            receiver.acknowledge(1);
        }
        return 0;
    }
}
