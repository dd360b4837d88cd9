package ipckit.common.mailbox;

/**
 * The result of a call to a service.
 *
 * @param outcome DONE if there is an answer
 * @param status the service's exit status, 0 for success, or {@link #DIED} or {@link #UNANSWERED}
 * @param error the service's error message; empty if there is none
 * @param body the bytes of the answer; null if there is none
 */
public record CallAnswer(MailboxOutcome outcome, int status, byte[] error, byte[] body) {
    /** The status when the service died before it answered. */
    public static final int DIED = EntryLayout.DIED;

    /** The status when a receiver that is no service took the question. */
    public static final int UNANSWERED = EntryLayout.UNANSWERED;

    static CallAnswer none(MailboxOutcome outcome) {
        return new CallAnswer(outcome, 0, new byte[0], null);
    }
}
