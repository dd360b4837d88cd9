package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;

/** What is named to be looked at or settled: a mailbox, or a link between two tasks. */
final class Routes {
    private Routes() {}

    /**
     * From an argument: {@code jobs}, {@code local:jobs} or {@code link:alice:bob}, the link from
     * one task to another, which has to be there.
     *
     * @param what the kernel's queues do not have, in the plural
     * @throws IpcException USAGE
     */
    static Route parse(String argument, String what) {
        if (!argument.startsWith(Links.SCHEME)) {
            return new Mailboxes().route(Mailboxes.name(argument, what));
        }
        String[] tasks = argument.substring(Links.SCHEME.length()).split(":", 2);
        if (tasks.length != 2) {
            throw new IpcException(
                    Category.USAGE,
                    "illegal name '" + argument + "': a link is named link:FROM:TO");
        }
        return new Links().existing(new ObjectName(tasks[0]), new ObjectName(tasks[1]));
    }
}
