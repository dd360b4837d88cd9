package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

/** Asks services. For one thread. */
public final class Caller implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final Outbox out;
    private final Member member;
    private final Slots slots;

    Caller(Member member) {
        this.member = member;
        this.out = new Outbox(member);
        this.slots = member.slots;
    }

    /**
     * Sends a question and waits for its answer. One whose time is over before a service has it is
     * taken back.
     *
     * @param deadline of all of it
     */
    public Answer call(Draft draft, Deadline deadline) {
        out.writing.check(draft);
        if (!isServed()) {
            return Answer.none(Outcome.NO_SERVICE);
        }
        Outcome put = out.put(draft, Writing.Wait.FOR_ANSWER, deadline, this::isServed);
        if (put != Outcome.DONE) {
            return Answer.none(put);
        }
        try {
            return awaitAnswer(deadline);
        } catch (RuntimeException | Error e) {
            member.leavesThingsBehind();
            throw e;
        }
    }

    private boolean isServed() {
        return member.hasOther(Role.SERVER);
    }

    private Answer awaitAnswer(Deadline deadline) {
        for (; ; ) {
            if (isAnswered()) {
                return takeAnswer();
            }
            if (member.spins(this::isAnswered, deadline)) {
                continue;
            }
            Outcome outcome =
                    Outbox.outcome(member.sleep(Member.FOR_ANSWER, this::isAnswered, deadline));
            if (outcome == Outcome.DONE && !member.overslept()) {
                continue;
            }
            if (outcome == Outcome.DONE && !isTaken() && !isServed()) {
                outcome = Outcome.NO_SERVICE;
            }
            if (giveUp(outcome, deadline)) {
                member.waitsNoMore();
                return Answer.none(outcome);
            }
        }
    }

    private boolean isAnswered() {
        return State.kind(slots.state(out.slot)) == State.REPLIED;
    }

    private boolean isTaken() {
        return State.kind(slots.state(out.slot)) == State.CLAIMED;
    }

    /**
     * Hears whether the service has died; and gives up, if there is a reason to and no answer is
     * here. That there is no service is none if one has the question after all.
     */
    private boolean giveUp(Outcome reason, Deadline deadline) {
        member.lock(deadline);
        try {
            member.sweep();
            if (reason == Outcome.DONE || isAnswered()) {
                return false;
            }
            if (State.kind(slots.state(out.slot)) == State.READY) {
                member.withdraw(out.slot);
            } else if (reason == Outcome.NO_SERVICE) {
                return false;
            } else {
                slots.forgetWaiter(out.slot);
            }
            return true;
        } finally {
            member.unlock();
        }
    }

    private Answer takeAnswer() {
        int status = out.reading.status(out.slot);
        Answer answer =
                status < 0
                        ? new Answer(Outcome.DONE, status, NOTHING, null)
                        : new Answer(
                                Outcome.DONE,
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
        member.lock(Member.patience());
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
    public Outcome awaitService(Deadline deadline) {
        for (; ; ) {
            if (isServed()) {
                return Outcome.DONE;
            }
            Outcome outcome =
                    Outbox.outcome(member.sleep(Member.FOR_ANSWER, this::isServed, deadline));
            if (outcome != Outcome.DONE) {
                return outcome;
            }
        }
    }

    @Override
    public void close() {
        member.close();
    }
}
