package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxMonitor;

/** Where messages go, or come from: a mailbox by its name, or the link between two tasks. */
interface Route {
    /** What people call such a thing: {@code mailbox}. */
    String noun();

    /** What they call this one: {@code jobs}. */
    String name();

    /** What programs call it: {@code jobs}; {@link Routes#parse} finds it by that. */
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
        return named(noun(), name(), e);
    }

    /** The same of what is known by such words. */
    static IpcException named(String noun, Object name, IpcException e) {
        String told = noun + " " + name + ": ";
        if (e.getMessage().startsWith(told)) {
            return e;
        }
        return switch (e.category()) {
            case USAGE, OUTPUT_CLOSED, CANNOT_RUN, NOT_FOUND -> e;
            case ABSENT -> new IpcException(Category.ABSENT, "no such " + noun + ": " + name, e);
            default -> new IpcException(e.category(), told + e.getMessage(), e);
        };
    }
}
