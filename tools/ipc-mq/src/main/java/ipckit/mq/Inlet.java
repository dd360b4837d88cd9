package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.mq.box.Mailbox;
import ipckit.mq.box.Outcome;
import ipckit.mq.box.Receiver;

import java.util.function.BooleanSupplier;

/**
 * A mailbox that is received from.
 *
 * @param name what it is called
 * @param mailbox it itself
 * @param receiver our part in it
 */
record Inlet(ObjectName name, Mailbox mailbox, Receiver receiver) {

    static Inlet open(
            Mailboxes mailboxes, ObjectName name, Deadline deadline, BooleanSupplier givenUp) {
        Mailbox box = mailboxes.open(name);
        try {
            return new Inlet(name, box, box.receiver(deadline, givenUp));
        } catch (IpcException e) {
            throw Mailboxes.named(name, e);
        }
    }

    /** As the receiver does it; a failure is told with the mailbox's name. */
    Outcome receive(int most, long lease, Deadline deadline) {
        try {
            return receiver.receive(most, lease, deadline);
        } catch (InternalError e) {
            throw Mailboxes.named(name, MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw Mailboxes.named(name, e);
        }
    }

    void close() {
        receiver.close();
    }
}
