package ipckit.mq.mailbox;

import ipckit.common.IpcException;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;
import ipckit.mq.failure.NamedFailure;

/** Where messages go, or come from: a mailbox by its name, or the link between two tasks. */
public interface MailboxReference {
    /** What people call such a thing: {@code mailbox}. */
    String noun();

    /** What they call this one: {@code jobs}. */
    String name();

    /** What programs call it: {@code jobs}. */
    String text();

    /** As it stands in a sentence. */
    default String title() {
        return noun() + " " + name();
    }

    /**
     * Opens it to take part in it.
     *
     * @throws IpcException told with its name
     */
    Mailbox open();

    /**
     * Opens it to look at it.
     *
     * @throws IpcException told with its name
     */
    MailboxMonitor monitor();

    /** A failure in it, told with its name. */
    default IpcException named(IpcException e) {
        return NamedFailure.of(noun(), name(), e);
    }
}
