package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;
import ipckit.common.memory.MappedFile;
import ipckit.common.pipe.HangUp;
import ipckit.mq.mailbox.ArrivalWatcher;
import ipckit.mq.mailbox.MailboxReference;

import java.util.function.BooleanSupplier;

/**
 * An open mailbox, or one direction of a link, with an attached receiver. An instance belongs to
 * the thread that opened the mailbox.
 *
 * @param reference identifies the mailbox or link, for example in error messages
 */
record MessageSource(MailboxReference reference, Mailbox mailbox, Receiver receiver)
        implements ArrivalWatcher.Watched, AutoCloseable {

    /**
     * Opens the mailbox and attaches a receiver. If the mailbox admits no further receiver, waits
     * for admission until the deadline. If stdout is a pipe or socket and its other end is closed,
     * this wait and every later wait of the receiver end.
     *
     * @throws IpcException when the wait or the opening fails; the message contains the mailbox's
     *     name
     */
    static MessageSource open(MailboxReference reference, Deadline deadline) {
        Mailbox mailbox = reference.open();
        try {
            return new MessageSource(
                    reference, mailbox, mailbox.receiver(deadline, HangUp::ofStdout));
        } catch (IpcException e) {
            throw reference.named(e);
        }
    }

    /**
     * Acknowledges the messages that the receiver still has from the last call of this method. Then
     * waits for messages until the deadline, and claims them. If the call fails, the error message
     * contains the mailbox's name.
     *
     * @param most the largest number of messages to claim
     * @param lease the duration of the messages' leases, in milliseconds; 0 for no lease
     * @return DONE if at least one message is claimed; otherwise the reason why the wait ended
     */
    MailboxOutcome receive(int most, long lease, Deadline deadline) {
        try {
            return receiver.receive(most, lease, deadline);
        } catch (InternalError e) {
            throw named(MappedFile.fault(e, "it"));
        } catch (IpcException e) {
            throw named(e);
        }
    }

    @Override
    public String name() {
        return reference.text();
    }

    @Override
    public Receiver onlooker(BooleanSupplier end) {
        return mailbox.onlooker(Deadline.NEVER, end);
    }

    @Override
    public IpcException named(IpcException failure) {
        return reference.named(failure);
    }

    /** Detaches the receiver, and gives back the messages that the receiver has claimed. */
    @Override
    public void close() {
        try {
            receiver.close();
        } catch (IpcException e) {
            throw named(e);
        }
    }
}
