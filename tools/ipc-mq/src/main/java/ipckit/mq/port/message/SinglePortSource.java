package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.space.PortReceiver;

/** Receives from one port. */
record SinglePortSource(PortReceiver claimed) implements PortSource {
    @Override
    public MailboxOutcome receive(Deadline deadline) {
        return claimed.receive(deadline);
    }

    @Override
    public void close() {
        claimed.close();
    }
}
