package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.sync.Sleeper;

import java.util.function.BooleanSupplier;

/** What all who send have in common: a message on its way into the mailbox, and after. */
final class Outbox {
    final Member member;
    final Slots slots;
    final Writing writing;
    final Reading reading;

    /** Where the message is that was put last, and its number. */
    int slot = Slots.NONE;

    long number;

    Outbox(Member member) {
        this.member = member;
        this.slots = member.slots;
        this.writing = new Writing(member);
        this.reading = new Reading(member);
    }

    /** SEND: DONE when it is in the mailbox. */
    Outcome put(Draft draft, Writing.Wait wait, Deadline deadline) {
        return put(draft, wait, deadline, () -> true);
    }

    /**
     * The same, as long as there is some use in it.
     *
     * @param useful asked between bounded sleeps; NO_SERVICE when it says no
     */
    Outcome put(Draft draft, Writing.Wait wait, Deadline deadline, BooleanSupplier useful) {
        long room = writing.room(draft, wait);
        for (; ; ) {
            if (member.file.isRemoved()) {
                return Outcome.REMOVED;
            }
            boolean done = false;
            member.lock(deadline);
            try {
                int free = slots.free(room);
                if (free == Slots.NONE && member.overslept()) {
                    member.sweep();
                    free = slots.free(room);
                }
                if (free != Slots.NONE) {
                    commit(free, draft, wait);
                    member.arrived();
                    done = true;
                }
            } finally {
                member.unlock();
            }
            if (done) {
                reportable();
                member.moved(1);
                return Outcome.DONE;
            }
            Outcome outcome = awaitRoom(deadline);
            if (outcome != Outcome.DONE) {
                return outcome;
            }
            if (member.overslept() && !useful.getAsBoolean()) {
                member.waitsNoMore();
                return Outcome.NO_SERVICE;
            }
        }
    }

    /** What is in the mailbox is there for good: also on the disk, where that is wanted. */
    void reportable() {
        slots.table().trim();
        if (member.file.spec.durable()) {
            BoxStep.MD1.reached();
            slots.table().force();
        }
    }

    void commit(int free, Draft draft, Writing.Wait wait) {
        writing.fill(free, draft, System.currentTimeMillis(), wait);
        slots.commit(free);
        slot = free;
        number = slots.number(free);
    }

    /** DONE when there may be room. Who does not wait still gets what a dead one held. */
    Outcome awaitRoom(Deadline deadline) {
        if (member.spins(slots::hasRoom, deadline)) {
            return Outcome.DONE;
        }
        Outcome outcome = outcome(member.sleep(Member.FOR_ROOM, slots::hasRoom, deadline));
        if (outcome == Outcome.TIMED_OUT || outcome == Outcome.DONE && member.overslept()) {
            member.lock(deadline);
            try {
                member.sweep();
            } finally {
                member.unlock();
            }
            if (slots.hasRoom()) {
                outcome = Outcome.DONE;
            }
        }
        if (outcome != Outcome.DONE) {
            member.waitsNoMore();
        }
        return outcome;
    }

    static Outcome outcome(Sleeper.Awake awake) {
        return switch (awake) {
            case LOOK -> Outcome.DONE;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case REMOVED -> Outcome.REMOVED;
            case GIVEN_UP -> Outcome.GIVEN_UP;
        };
    }
}
