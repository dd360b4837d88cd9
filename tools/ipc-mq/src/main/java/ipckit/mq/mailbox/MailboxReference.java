package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.mq.failure.NamedFailure;

/** A reference to a mailbox: one with a name of its own, or one direction of a link. */
public interface MailboxReference {
    /** The kind of object, for messages: {@code mailbox} or {@code link}. */
    String noun();

    /** The object's name, for messages: {@code jobs}, or {@code from alice to bob}. */
    String name();

    /** The name as the user types it: {@code jobs}, or {@code link:alice:bob}. */
    String text();

    /** The kind and the name, for messages: {@code mailbox jobs}. */
    default String title() {
        return noun() + " " + name();
    }

    /** The reason that a failure gives when the mailbox holds no message: "it is empty". */
    default String emptyReason() {
        return "it is empty";
    }

    /**
     * Opens the mailbox for sending and receiving.
     *
     * @throws IpcException with the mailbox's name in its message
     */
    Mailbox open();

    /**
     * Opens the mailbox for inspection.
     *
     * @throws IpcException with the mailbox's name in its message
     */
    MailboxMonitor monitor();

    /** Returns the failure with the mailbox's name put before its message. */
    default IpcException named(IpcException e) {
        return NamedFailure.of(noun(), name(), e);
    }
}
