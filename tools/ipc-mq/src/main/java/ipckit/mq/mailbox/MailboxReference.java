package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.mq.failure.NamedFailure;

import java.util.function.Function;

/**
 * A reference to a mailbox. The user has named either the mailbox itself, or one direction of the
 * link between two tasks. Each direction of a link is a mailbox.
 */
public interface MailboxReference {
    /** Returns the noun for the object in error messages: {@code mailbox} or {@code link}. */
    String noun();

    /** Returns the object's name in error messages: {@code jobs}, or {@code from alice to bob}. */
    String name();

    /** Returns the name as the user types it: {@code jobs}, or {@code link:alice:bob}. */
    default String text() {
        return name();
    }

    /** Returns the noun and the name for error messages, such as {@code mailbox jobs}. */
    default String title() {
        return noun() + " " + name();
    }

    /**
     * Returns the text with which an error message explains that there is no message to receive.
     */
    default String emptyReason() {
        return "it is empty";
    }

    /**
     * Opens the mailbox for sending and receiving.
     *
     * @throws IpcException when the mailbox cannot be opened; the message contains the mailbox's
     *     name
     */
    Mailbox open();

    /**
     * Opens the mailbox for inspection.
     *
     * @throws IpcException when the mailbox cannot be opened; the message contains the mailbox's
     *     name
     */
    MailboxMonitor monitor();

    /**
     * Opens the mailbox, applies the operation to a {@link ReceiptDesk}, and closes the desk. A
     * {@code ReceiptDesk} can show messages, remove messages, and acknowledge leased messages or
     * give them back. Returns the result of the operation. If the operation fails, the error
     * message contains the mailbox's name.
     */
    default <T> T atDesk(Function<ReceiptDesk, T> operation) {
        try (ReceiptDesk desk = open().desk()) {
            return operation.apply(desk);
        } catch (IpcException e) {
            throw named(e);
        }
    }

    /**
     * Returns the failure {@code e} with the mailbox's name in the error message. {@link
     * NamedFailure#of} lists the failures that are returned unchanged.
     */
    default IpcException named(IpcException e) {
        return NamedFailure.of(noun(), name(), e);
    }
}
