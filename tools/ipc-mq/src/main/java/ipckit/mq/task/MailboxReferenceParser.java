package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;

/** What is named to be looked at or settled: a mailbox, or a link between two tasks. */
public final class MailboxReferenceParser {
    private MailboxReferenceParser() {}

    /**
     * From an argument: {@code jobs}, {@code local:jobs} or {@code link:alice:bob}, the link from
     * one task to another, which has to be there.
     *
     * @param what the kernel's queues do not have, in the plural
     * @throws IpcException USAGE
     */
    public static MailboxReference parse(String argument, String what) {
        if (!argument.startsWith(LinkRegistry.SCHEME)) {
            return new MailboxRegistry().route(MailboxRegistry.name(argument, what));
        }
        String[] tasks = argument.substring(LinkRegistry.SCHEME.length()).split(":", 2);
        if (tasks.length != 2) {
            throw new IpcException(
                    Category.USAGE,
                    "illegal name '" + argument + "': a link is named link:FROM:TO");
        }
        return new LinkRegistry().existing(new ObjectName(tasks[0]), new ObjectName(tasks[1]));
    }
}
