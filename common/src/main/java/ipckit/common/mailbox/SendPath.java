package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.sync.EventWaiter;

import java.util.function.BooleanSupplier;

/** What all who send have in common: a message on its way into the mailbox, and after. */
final class SendPath {
    final MailboxMembership member;
    final EntryTable slots;
    final EntryWriter writing;
    final EntryReader reading;

    /** Where the message is that was put last, and its number. */
    int slot = EntryTable.NONE;

    long number;

    SendPath(MailboxMembership member) {
        this.member = member;
        this.slots = member.slots;
        this.writing = new EntryWriter(member);
        this.reading = new EntryReader(member);
    }

    /** SEND: DONE when it is in the mailbox. */
    MailboxOutcome put(OutgoingMessage draft, EntryWriter.Wait wait, Deadline deadline) {
        return put(draft, wait, deadline, () -> true);
    }

    /**
     * The same, as long as there is some use in it.
     *
     * @param useful asked between bounded sleeps; NO_SERVICE when it says no
     */
    MailboxOutcome put(
            OutgoingMessage draft,
            EntryWriter.Wait wait,
            Deadline deadline,
            BooleanSupplier useful) {
        long room = writing.room(draft, wait);
        for (; ; ) {
            if (member.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            boolean done = false;
            member.lock(deadline);
            try {
                int free = slots.free(room);
                if (free == EntryTable.NONE && member.overslept()) {
                    member.sweep();
                    free = slots.free(room);
                }
                if (free != EntryTable.NONE) {
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
                return MailboxOutcome.DONE;
            }
            MailboxOutcome outcome = awaitRoom(deadline);
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
            if (member.overslept() && !useful.getAsBoolean()) {
                member.waitsNoMore();
                return MailboxOutcome.NO_SERVICE;
            }
        }
    }

    /** What is in the mailbox is there for good: also on the disk, where that is wanted. */
    void reportable() {
        slots.table().trim();
        if (member.file.spec.durable()) {
            MailboxStep.MD1.reached();
            slots.table().force();
        }
    }

    void commit(int free, OutgoingMessage draft, EntryWriter.Wait wait) {
        writing.fill(free, draft, System.currentTimeMillis(), wait);
        slots.commit(free);
        slot = free;
        number = slots.number(free);
    }

    /** DONE when there may be room. Who does not wait still gets what a dead one held. */
    MailboxOutcome awaitRoom(Deadline deadline) {
        if (member.spins(slots::hasRoom, deadline)) {
            return MailboxOutcome.DONE;
        }
        MailboxOutcome outcome =
                outcome(member.sleep(MailboxMembership.FOR_ROOM, slots::hasRoom, deadline));
        if (outcome == MailboxOutcome.TIMED_OUT
                || outcome == MailboxOutcome.DONE && member.overslept()) {
            member.lock(deadline);
            try {
                member.sweep();
            } finally {
                member.unlock();
            }
            if (slots.hasRoom()) {
                outcome = MailboxOutcome.DONE;
            }
        }
        if (outcome != MailboxOutcome.DONE) {
            member.waitsNoMore();
        }
        return outcome;
    }

    static MailboxOutcome outcome(EventWaiter.Awake awake) {
        return switch (awake) {
            case LOOK -> MailboxOutcome.DONE;
            case TIMED_OUT -> MailboxOutcome.TIMED_OUT;
            case REMOVED -> MailboxOutcome.REMOVED;
            case GIVEN_UP -> MailboxOutcome.GIVEN_UP;
        };
    }
}
