package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

/** Asks services. For one thread. */
public final class Caller implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final SendPath out;
    private final MailboxMembership member;
    private final EntryTable slots;

    Caller(MailboxMembership member) {
        this.member = member;
        this.out = new SendPath(member);
        this.slots = member.slots;
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
            member.leavesThingsBehind();
            throw e;
        }
    }

    private boolean isServed() {
        return member.hasOther(MailboxRole.SERVER);
    }

    private CallAnswer awaitAnswer(Deadline deadline) {
        for (; ; ) {
            if (isAnswered()) {
                return takeAnswer();
            }
            if (member.spins(this::isAnswered, deadline)) {
                continue;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            member.sleep(MailboxMembership.FOR_ANSWER, this::isAnswered, deadline));
            if (outcome == MailboxOutcome.DONE && !member.overslept()) {
                continue;
            }
            if (outcome == MailboxOutcome.DONE && !isTaken() && !isServed()) {
                outcome = MailboxOutcome.NO_SERVICE;
            }
            if (giveUp(outcome, deadline)) {
                member.waitsNoMore();
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
        member.lock(deadline);
        try {
            member.sweep();
            if (reason == MailboxOutcome.DONE || isAnswered()) {
                return false;
            }
            if (EntryState.kind(slots.state(out.slot)) == EntryState.READY) {
                member.withdraw(out.slot);
            } else if (reason == MailboxOutcome.NO_SERVICE) {
                return false;
            } else {
                slots.forgetWaiter(out.slot);
            }
            return true;
        } finally {
            member.unlock();
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
            member.leavesThingsBehind(); // the answer is here for all that
        }
        member.moved(1);
        return answer;
    }

    private void forget() {
        member.lock(MailboxMembership.patience());
        try {
            boolean pending = slots.pending() > 0;
            slots.acknowledge(out.slot);
            member.freed();
            if (pending) {
                member.arrived();
            }
        } finally {
            member.unlock();
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
                            member.sleep(MailboxMembership.FOR_ANSWER, this::isServed, deadline));
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
        }
    }

    @Override
    public void close() {
        member.close();
    }
}
