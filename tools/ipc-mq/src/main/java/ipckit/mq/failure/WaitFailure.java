package ipckit.mq.failure;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;

/** Creates the errors that verbs report when a wait is not successful. */
public final class WaitFailure {
    /** The words with which error messages say that no service is attached to a mailbox. */
    public static final String NO_SERVICE = "no process serves it";

    private WaitFailure() {}

    /**
     * Returns the error for an unsuccessful outcome of a wait. For the outcome {@code TIMED_OUT},
     * the category of the error depends on the options: {@code TIMED_OUT} if the user gave a time
     * limit, and {@code WOULD_BLOCK} if the user forbade waiting.
     *
     * @param outcome the outcome of the wait; not {@code DONE}
     * @param limit the limit that the user set for the wait
     * @param reason the state of the mailbox that made the wait necessary, such as "it is full"
     */
    public static IpcException failure(
            MailboxOutcome outcome, WaitOptions.Limit limit, String reason) {
        return switch (outcome) {
            case TIMED_OUT ->
                    limit.timed()
                            ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                            : new IpcException(Category.WOULD_BLOCK, reason);
            case GIVEN_UP -> stdoutClosed();
            case NO_SERVICE -> noService();
            case PENDING_BEFORE ->
                    new IpcException(
                            Category.WOULD_BLOCK,
                            "it is full, and a message of this sender is pending already");
            case PENDING_TOO_MANY ->
                    new IpcException(
                            Category.WOULD_BLOCK,
                            "it is full, and no further message can be pending");
            case REMOVED, PENDING, DONE -> removed();
        };
    }

    /** Returns the error for a wait that ended because standard output was closed. */
    public static IpcException stdoutClosed() {
        return new IpcException(Category.OUTPUT_CLOSED, "standard output is closed");
    }

    /** Returns the error for a mailbox to which no service is attached. */
    public static IpcException noService() {
        return new IpcException(Category.REMOVED, NO_SERVICE);
    }

    /** Returns the error for a mailbox that another process removed during the operation. */
    public static IpcException removed() {
        return new IpcException(Category.REMOVED, "it was removed");
    }
}
