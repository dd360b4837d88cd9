package ipckit.mq.task;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;

/** Parses an argument that names a mailbox, or one direction of a link. */
public final class MailboxReferenceParser {
    private MailboxReferenceParser() {}

    /**
     * Parses {@code jobs}, {@code local:jobs} or {@code link:alice:bob}. The form {@code
     * link:alice:bob} names the link from alice to bob. The returned reference does not create the
     * link when it is opened.
     *
     * <p>The name of a kernel queue, such as {@code posix:/jobs}, is an error, because the verb
     * needs a feature that kernel queues lack.
     *
     * @param what the feature that kernel queues lack, as a plural noun for the error message; for
     *     example {@code leases}
     * @throws IpcException USAGE when the argument names a kernel queue or is illegal
     */
    public static MailboxReference parse(String argument, String what) {
        if (!argument.startsWith(LinkRegistry.SCHEME)) {
            return new MailboxRegistry().reference(MailboxRegistry.parse(argument, what));
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
