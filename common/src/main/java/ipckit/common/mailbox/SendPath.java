package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.sync.EventWaiter;

import java.util.function.BooleanSupplier;

/** What all who send have in common: a message on its way into the mailbox, and after. */
final class SendPath {
    final MailboxAttachment attachment;
    final EntryTable slots;
    final EntryWriter writing;
    final EntryReader reading;

    /** Where the message is that was put last, and its number. */
    int slot = EntryTable.NONE;

    long number;

    SendPath(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.slots = attachment.slots;
        this.writing = new EntryWriter(attachment);
        this.reading = new EntryReader(attachment);
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
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            boolean done = false;
            attachment.lock(deadline);
            try {
                int free = slots.free(room);
                if (free == EntryTable.NONE && attachment.overslept()) {
                    attachment.sweep();
                    free = slots.free(room);
                }
                if (free != EntryTable.NONE) {
                    commit(free, draft, wait);
                    attachment.arrived();
                    done = true;
                }
            } finally {
                attachment.unlock();
            }
            if (done) {
                reportable();
                attachment.moved(1);
                return MailboxOutcome.DONE;
            }
            MailboxOutcome outcome = awaitRoom(deadline);
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
            if (attachment.overslept() && !useful.getAsBoolean()) {
                attachment.waitsNoMore();
                return MailboxOutcome.NO_SERVICE;
            }
        }
    }

    /** What is in the mailbox is there for good: also on the disk, where that is wanted. */
    void reportable() {
        slots.table().trim();
        if (attachment.file.spec.durable()) {
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
        if (attachment.spins(slots::hasRoom, deadline)) {
            return MailboxOutcome.DONE;
        }
        MailboxOutcome outcome =
                outcome(attachment.sleep(MailboxWait.ROOM, slots::hasRoom, deadline));
        if (outcome == MailboxOutcome.TIMED_OUT
                || outcome == MailboxOutcome.DONE && attachment.overslept()) {
            attachment.lock(deadline);
            try {
                attachment.sweep();
            } finally {
                attachment.unlock();
            }
            if (slots.hasRoom()) {
                outcome = MailboxOutcome.DONE;
            }
        }
        if (outcome != MailboxOutcome.DONE) {
            attachment.waitsNoMore();
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
