package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

/** A participant that calls services. A caller belongs to one thread. */
public final class Caller implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final SendPath out;
    private final MailboxAttachment attachment;
    private final EntryTable entries;

    Caller(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.out = new SendPath(attachment);
        this.entries = attachment.entries;
    }

    /**
     * Sends a request and waits for its reply. Withdraws the request if no service has received it
     * when the deadline passes.
     *
     * @param deadline limits the whole call
     */
    public CallAnswer call(OutgoingMessage draft, Deadline deadline) {
        out.writing.check(draft);
        if (!isServed()) {
            return CallAnswer.none(MailboxOutcome.NO_SERVICE);
        }
        MailboxOutcome put = out.put(draft, EntryWriter.Wait.FOR_ANSWER, deadline, this::isServed);
        if (put != MailboxOutcome.DONE) {
            return CallAnswer.none(put);
        }
        try {
            return awaitAnswer(deadline);
        } catch (RuntimeException | Error e) {
            attachment.leavesThingsBehind();
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
                    SendPath.outcome(
                            attachment.sleep(MailboxWait.ANSWER, this::isAnswered, deadline));
            if (outcome == MailboxOutcome.DONE && !attachment.overslept()) {
                continue;
            }
            if (outcome == MailboxOutcome.DONE && !isTaken() && !isServed()) {
                outcome = MailboxOutcome.NO_SERVICE;
            }
            if (giveUp(outcome, deadline)) {
                attachment.waitsNoMore();
                return CallAnswer.none(outcome);
            }
        }
    }

    private boolean isAnswered() {
        return EntryState.kind(entries.state(out.entry)) == EntryState.REPLIED;
    }

    private boolean isTaken() {
        return EntryState.kind(entries.state(out.entry)) == EntryState.CLAIMED;
    }

    /**
     * Runs SWEEP, which ends calls of dead services with the status DIED, and then gives the call
     * up. Does not give the call up if its reply has arrived, or if the reason is NO_SERVICE and a
     * service has claimed the request.
     *
     * @param reason why the call is given up; DONE to run SWEEP only
     * @return whether the call was given up
     */
    private boolean giveUp(MailboxOutcome reason, Deadline deadline) {
        attachment.lock(deadline);
        try {
            attachment.sweep();
            if (reason == MailboxOutcome.DONE || isAnswered()) {
                return false;
            }
            if (EntryState.kind(entries.state(out.entry)) == EntryState.READY) {
                attachment.withdraw(out.entry);
            } else if (reason == MailboxOutcome.NO_SERVICE) {
                return false;
            } else {
                entries.forgetWaiter(out.entry);
            }
            return true;
        } finally {
            attachment.unlock();
        }
    }

    private CallAnswer takeAnswer() {
        int status = out.reading.status(out.entry);
        CallAnswer answer =
                status < 0
                        ? new CallAnswer(MailboxOutcome.DONE, status, NOTHING, null)
                        : new CallAnswer(
                                MailboxOutcome.DONE,
                                status,
                                out.reading.error(out.entry),
                                out.reading.answer(out.entry));
        try {
            forget();
        } catch (IpcException e) {
            attachment.leavesThingsBehind(); // the caller has read the reply, so the call succeeded
        }
        attachment.moved(1);
        return answer;
    }

    private void forget() {
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            boolean pending = entries.pending() > 0;
            entries.acknowledge(out.entry);
            attachment.freed();
            if (pending) {
                attachment.arrived();
            }
        } finally {
            attachment.unlock();
        }
    }

    /** Waits until a service is attached. */
    public MailboxOutcome awaitService(Deadline deadline) {
        for (; ; ) {
            if (isServed()) {
                return MailboxOutcome.DONE;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            attachment.sleep(MailboxWait.ANSWER, this::isServed, deadline));
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
        }
    }

    @Override
    public void close() {
        attachment.close();
    }
}
