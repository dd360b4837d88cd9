package ipckit.mq.box;

import ipckit.common.Deadline;

import java.nio.charset.StandardCharsets;

/** Asks services. For one thread. */
public final class Caller implements AutoCloseable {
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
        if (!member.hasOther(Role.SERVER)) {
            return Answer.none(Outcome.NO_SERVICE);
        }
        Outcome put = out.put(draft, Writing.Wait.FOR_ANSWER, deadline);
        if (put != Outcome.DONE) {
            return Answer.none(put);
        }
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
            if (outcome == Outcome.DONE && !isTaken() && !member.hasOther(Role.SERVER)) {
                outcome = Outcome.NO_SERVICE;
            }
            if (giveUp(outcome != Outcome.DONE)) {
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

    /** Hears whether the service has died; and gives up if that is wanted and no answer is here. */
    private boolean giveUp(boolean wanted) {
        member.lock(Deadline.NEVER);
        try {
            member.sweep();
            if (!wanted || isAnswered()) {
                return false;
            }
            if (State.kind(slots.state(out.slot)) == State.READY) {
                member.withdraw(out.slot);
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
                        ? new Answer(Outcome.DONE, status, "", null)
                        : new Answer(
                                Outcome.DONE,
                                status,
                                new String(out.reading.meta(out.slot), StandardCharsets.UTF_8),
                                out.reading.body(out.slot));
        member.lock(Deadline.NEVER);
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
        member.moved(1);
        return answer;
    }

    /** Waits until a service is there. */
    public Outcome awaitService(Deadline deadline) {
        for (; ; ) {
            if (member.hasOther(Role.SERVER)) {
                return Outcome.DONE;
            }
            Outcome outcome =
                    Outbox.outcome(
                            member.sleep(
                                    Member.FOR_ANSWER,
                                    () -> member.hasOther(Role.SERVER),
                                    deadline));
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
