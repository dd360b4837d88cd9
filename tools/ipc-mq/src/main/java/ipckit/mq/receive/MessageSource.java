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
 * An open mailbox, or one direction of a link, with a receiver attached to it. Belongs to the
 * thread that opened it.
 *
 * @param reference how the user named the mailbox
 */
record MessageSource(MailboxReference reference, Mailbox mailbox, Receiver receiver) {

    /**
     * Opens the mailbox and attaches a receiver, which may wait for a place until the deadline.
     *
     * @param cancelled polled during waits; true ends the wait
     * @throws IpcException with the mailbox's name in its message
     */
    static MessageSource open(
            MailboxReference reference, Deadline deadline, BooleanSupplier cancelled) {
        Mailbox mailbox = reference.open();
        try {
            return new MessageSource(reference, mailbox, mailbox.receiver(deadline, cancelled));
        } catch (IpcException e) {
            throw reference.named(e);
        }
    }

    /**
     * Receives as {@link Receiver#receive} does; a failure has the mailbox's name in its message.
     *
     * @param lease milliseconds; 0 for no lease
     */
    MailboxOutcome receive(int most, long lease, Deadline deadline) {
        try {
            return receiver.receive(most, lease, deadline);
        } catch (InternalError e) {
            throw reference.named(MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw reference.named(e);
        }
    }

    /** Detaches the receiver; messages that it holds go back to the mailbox. */
    void close() {
        receiver.close();
    }
}
