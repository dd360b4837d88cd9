package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

/** Asks services. For one thread. */
public final class Caller implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final SendPath out;
    private final MailboxAttachment attachment;
    private final EntryTable slots;

    Caller(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.out = new SendPath(attachment);
        this.slots = attachment.slots;
    }

    /**
     * Sends a question and waits for its answer. One whose time is over before a service has it is
     * taken back.
     *
     * @param deadline of all of it
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
        return EntryState.kind(slots.state(out.slot)) == EntryState.REPLIED;
    }

    private boolean isTaken() {
        return EntryState.kind(slots.state(out.slot)) == EntryState.CLAIMED;
    }

    /**
     * Hears whether the service has died; and gives up, if there is a reason to and no answer is
     * here. That there is no service is none if one has the question after all.
     */
    private boolean giveUp(MailboxOutcome reason, Deadline deadline) {
        attachment.lock(deadline);
        try {
            attachment.sweep();
            if (reason == MailboxOutcome.DONE || isAnswered()) {
                return false;
            }
            if (EntryState.kind(slots.state(out.slot)) == EntryState.READY) {
                attachment.withdraw(out.slot);
            } else if (reason == MailboxOutcome.NO_SERVICE) {
                return false;
            } else {
                slots.forgetWaiter(out.slot);
            }
            return true;
        } finally {
            attachment.unlock();
        }
    }

    private CallAnswer takeAnswer() {
        int status = out.reading.status(out.slot);
        CallAnswer answer =
                status < 0
                        ? new CallAnswer(MailboxOutcome.DONE, status, NOTHING, null)
                        : new CallAnswer(
                                MailboxOutcome.DONE,
                                status,
                                out.reading.error(out.slot),
                                out.reading.answer(out.slot));
        try {
            forget();
        } catch (IpcException e) {
            attachment.leavesThingsBehind(); // the answer is here for all that
        }
        attachment.moved(1);
        return answer;
    }

    private void forget() {
        attachment.lock(MailboxAttachment.lockLimit());
        try {
            boolean pending = slots.pending() > 0;
            slots.acknowledge(out.slot);
            attachment.freed();
            if (pending) {
                attachment.arrived();
            }
        } finally {
            attachment.unlock();
        }
    }

    /** Waits until a service is there. */
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
