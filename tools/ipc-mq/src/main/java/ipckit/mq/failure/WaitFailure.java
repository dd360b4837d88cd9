package ipckit.mq.failure;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;

/** What a wait in vain is to a user. */
public final class WaitFailure {
    private WaitFailure() {}

    /**
     * @param outcome how it ended; not DONE
     * @param reason what it was waited for, said as what is the matter: "it is full"
     */
    public static IpcException failure(
            MailboxOutcome outcome, WaitOptions.Limit patience, String reason) {
        return switch (outcome) {
            case TIMED_OUT ->
                    patience.timed()
                            ? new IpcException(Category.TIMED_OUT, "timed out: " + reason)
                            : new IpcException(Category.WOULD_BLOCK, reason);
            case GIVEN_UP -> new IpcException(Category.OUTPUT_CLOSED, "nobody reads any more");
            case NO_SERVICE -> new IpcException(Category.REMOVED, "nobody serves it");
            case PENDING_BEFORE ->
                    new IpcException(
                            Category.WOULD_BLOCK,
                            "it is full, and a message of this sender is pending already");
            case PENDING_TOO_MANY ->
                    new IpcException(
                            Category.WOULD_BLOCK, "it is full, and no more can be pending");
            case REMOVED, PENDING, DONE -> removed();
        };
    }

    /** The failure of an operation on a mailbox that another process removed meanwhile. */
    public static IpcException removed() {
        return new IpcException(Category.REMOVED, "it was removed");
    }
}
