package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

/**
 * A participant that sends requests to the services of a mailbox, and waits for the replies. A
 * caller belongs to one thread.
 */
public final class Caller extends SendingParticipant {
    Caller(MailboxAttachment attachment) {
        super(attachment);
    }

    /**
     * Sends a request and waits for its reply. The call ends without a reply when the deadline
     * passes, or when no service is attached. If no service has claimed the request when the call
     * ends, this method withdraws the request. If a service has claimed the request, a later reply
     * is discarded.
     *
     * @param deadline limits the complete call: the wait for free space in the mailbox, and the
     *     wait for the reply
     * @return an answer. If the answer contains a reply or a status such as {@link
     *     CallAnswer#DIED}, its outcome is DONE. Otherwise its outcome is the reason why the call
     *     ended.
     */
    public CallAnswer call(OutgoingMessage draft, Deadline deadline) {
        content.check(draft);
        if (!isServed()) {
            return CallAnswer.none(MailboxOutcome.NO_SERVICE);
        }
        MailboxOutcome put = put(draft, EntryContent.Wait.FOR_ANSWER, deadline, this::isServed);
        if (put != MailboxOutcome.DONE) {
            return CallAnswer.none(put);
        }
        try {
            return awaitAnswer(deadline);
        } catch (RuntimeException | Error e) {
            attachment.leavesWork();
            throw e;
        }
    }

    private boolean isServed() {
        return attachment.hasOther(MailboxRole.SERVER);
    }

    private CallAnswer awaitAnswer(Deadline deadline) {
        for (; ; ) {
            if (isAnswered()) {
                return takeAnswer();
            }
            if (attachment.spins(this::isAnswered, deadline)) {
                continue;
            }
            MailboxOutcome outcome =
                    attachment.sleep(MailboxWait.ANSWER, this::isAnswered, deadline);
            if (outcome == MailboxOutcome.DONE && !attachment.overslept()) {
                continue;
            }
            if (outcome == MailboxOutcome.DONE && !is(EntryState.CLAIMED) && !isServed()) {
                outcome = MailboxOutcome.NO_SERVICE;
            }
            if (giveUp(outcome, deadline)) {
                attachment.waitsNoMore();
                return CallAnswer.none(outcome);
            }
        }
    }

    private boolean isAnswered() {
        return is(EntryState.REPLIED);
    }

    private boolean is(int kind) {
        return EntryState.kind(entries.state(entry)) == kind;
    }

    /**
     * Decides whether the call ends without a reply, and ends it in this case. First, {@link
     * MailboxAttachment#sweep} handles dead services: if a dead service had claimed the request,
     * the request gets a reply with the status DIED. If {@code reason} is DONE, the call continues.
     * Otherwise the state of the request decides:
     *
     * <ul>
     *   <li>The request has a reply: the call continues, so that the caller reads the reply.
     *   <li>No service has claimed the request: this method withdraws the request, and the call
     *       ends.
     *   <li>A service has claimed the request, and {@code reason} is NO_SERVICE: the call
     *       continues, because a service has attached after the caller found none.
     *   <li>A service has claimed the request, and {@code reason} is any other value: the call
     *       ends, and a later reply is discarded.
     * </ul>
     *
     * @param reason the outcome of the call if the call ends now, such as TIMED_OUT; DONE if there
     *     is no reason to end the call
     * @return true if the call has ended; false if the call continues
     */
    private boolean giveUp(MailboxOutcome reason, Deadline deadline) {
        try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
            attachment.sweep();
            if (reason == MailboxOutcome.DONE || isAnswered()) {
                return false;
            }
            if (entries.isUnclaimed(entry)) {
                attachment.settlement.withdraw(entry);
            } else if (reason == MailboxOutcome.NO_SERVICE) {
                return false;
            } else {
                entries.forgetWaiter(entry);
            }
            return true;
        }
    }

    private CallAnswer takeAnswer() {
        int status = content.status(entry);
        boolean hasReply = status >= 0;
        CallAnswer answer =
                new CallAnswer(
                        MailboxOutcome.DONE,
                        status,
                        hasReply ? content.error(entry) : new byte[0],
                        hasReply ? content.answer(entry) : null);
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            attachment.settlement.free(entry);
        } catch (IpcException e) {
            // The request's entry could not be freed. The call has succeeded nevertheless, because
            // the caller has read the reply. Another participant will free the entry after this
            // participant has detached.
            attachment.leavesWork();
        }
        attachment.moved(1);
        return answer;
    }

    /**
     * Waits until a service is attached to the mailbox.
     *
     * @return DONE when a service is attached; otherwise the reason why the wait ended
     */
    public MailboxOutcome awaitService(Deadline deadline) {
        for (; ; ) {
            if (isServed()) {
                return MailboxOutcome.DONE;
            }
            MailboxOutcome outcome = attachment.sleep(MailboxWait.ANSWER, this::isServed, deadline);
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
        }
    }
}
