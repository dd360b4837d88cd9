package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.MappedFile;
import ipckit.mq.mailbox.MailboxReference;

import java.util.function.BooleanSupplier;

/**
 * A mailbox that is received from.
 *
 * @param route by which it was found
 * @param mailbox it itself
 * @param receiver our part in it
 */
record MessageSource(MailboxReference route, Mailbox mailbox, Receiver receiver) {

    static MessageSource open(MailboxReference route, Deadline deadline, BooleanSupplier givenUp) {
        Mailbox box = route.open();
        try {
            return new MessageSource(route, box, box.receiver(deadline, givenUp));
        } catch (IpcException e) {
            throw route.named(e);
        }
    }

    /** As the receiver does it; a failure is told with the mailbox's name. */
    MailboxOutcome receive(int most, long lease, Deadline deadline) {
        try {
            return receiver.receive(most, lease, deadline);
        } catch (InternalError e) {
            throw route.named(MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw route.named(e);
        }
    }

    void close() {
        receiver.close();
    }
}
