package ipckit.mq.failure;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** Adds the name of a mailbox, link or task to the message of a failure. */
public final class NamedFailure {
    private NamedFailure() {}

    /**
     * Returns the failure {@code e} with the name of an object in the error message. For the
     * category ABSENT, the message becomes "no such mailbox: jobs". Any other message gets a prefix
     * such as "mailbox jobs: ", unless it already has this prefix. Four kinds of failures do not
     * concern the object, and are returned unchanged: a usage error, a closed output, a command
     * that does not exist, and a command that cannot run.
     *
     * @param noun the kind of the object, such as {@code mailbox}
     * @param name the object's name as the user typed it
     * @param e the failure
     */
    public static IpcException of(String noun, Object name, IpcException e) {
        return e.category() == Category.ABSENT
                ? new IpcException(Category.ABSENT, "no such " + noun + ": " + name, e)
                : ofReply(noun, name, e);
    }

    /**
     * Does the same as {@link #of} for a failure that a process has reported in its reply. But a
     * failure of the category ABSENT does not become "no such mailbox: jobs": a reply shows that
     * the mailbox exists, so another object is absent.
     */
    public static IpcException ofReply(String noun, Object name, IpcException e) {
        return switch (e.category()) {
            case USAGE, OUTPUT_CLOSED, CANNOT_RUN, NOT_FOUND -> e;
            default -> of(noun + " " + name, e);
        };
    }

    /**
     * Returns the failure {@code e} with a subject before its message, as in "port space: damaged:
     * its number of rows is impossible". If the message already begins with the subject, returns
     * the failure unchanged.
     */
    public static IpcException of(String subject, IpcException e) {
        String prefix = subject + ": ";
        return e.getMessage().startsWith(prefix)
                ? e
                : new IpcException(e.category(), prefix + e.getMessage(), e);
    }
}
