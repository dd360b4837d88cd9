package ipckit.mq;

import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.pipe.HangUp;

/** Messages to stdout, one at a time, in a form that a user wants. */
final class PrintingSink implements Sink {
    private final Printing.Printer printer;
    private final boolean leased;

    /**
     * @param leased whether they are left to whoever has the receipt
     */
    PrintingSink(Printing.Printer printer, boolean leased) {
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
    public int deliver(Route route, Receiver receiver) {
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
