package ipckit.common.mailbox;

/**
 * The result of a call to a service.
 *
 * @param outcome DONE if the call ended with a status; otherwise the reason why the call ended
 *     without a status
 * @param status the service's exit status (0 for success), or {@link #DIED} or {@link #UNANSWERED};
 *     valid only if {@code outcome} is DONE
 * @param error the service's error message; empty if the service sent none
 * @param body the bytes of the reply; null if the service did not reply
 */
public record CallAnswer(MailboxOutcome outcome, int status, byte[] error, byte[] body) {
    /**
     * The status of a call if a service claimed the request and did not reply, because the service
     * died or its lease of the request ended.
     */
    public static final int DIED = -1;

    /** The status of a call if a receiver acknowledged the request instead of sending a reply. */
    public static final int UNANSWERED = -2;

    static CallAnswer none(MailboxOutcome outcome) {
        return new CallAnswer(outcome, 0, new byte[0], null);
    }
}
