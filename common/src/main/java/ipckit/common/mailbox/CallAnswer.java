package ipckit.common.mailbox;

/**
 * What a call came to.
 *
 * @param outcome DONE if there is an answer
 * @param status how the service ended, as an exit status; 0 for success
 * @param error what it had to say about a failure; empty if nothing
 * @param body the answer's bytes; null if there is none
 */
public record CallAnswer(MailboxOutcome outcome, int status, byte[] error, byte[] body) {
    /** The status of an answer that nobody gave: the service died over the question. */
    public static final int DIED = EntryLayout.DIED;

    /** The status of an answer that nobody gave: who received the question does not answer. */
    public static final int UNANSWERED = EntryLayout.UNANSWERED;

    static CallAnswer none(MailboxOutcome outcome) {
        return new CallAnswer(outcome, 0, new byte[0], null);
    }
}
