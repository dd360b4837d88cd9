package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.sync.EventWaiter;

import java.util.function.BooleanSupplier;

/**
 * The steps that senders, pending senders and callers share. They put a message into the mailbox
 * and wait for room.
 */
final class SendPath {
    final MailboxAttachment attachment;
    final EntryTable entries;
    final EntryWriter writing;
    final EntryReader reading;

    /** The entry and the number of the message that was put into the mailbox last. */
    int entry = EntryTable.NONE;

    long number;

    SendPath(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.writing = new EntryWriter(attachment);
        this.reading = new EntryReader(attachment);
    }

    /** SEND: puts a message into the mailbox. */
    MailboxOutcome put(OutgoingMessage draft, EntryWriter.Wait wait, Deadline deadline) {
        return put(draft, wait, deadline, () -> true);
    }

    /**
     * SEND: puts a message into the mailbox. Waits for room while {@code useful} returns true.
     *
     * @param useful asked after each bounded sleep; false ends the wait with NO_SERVICE
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
                int free = entries.free(room);
                if (free == EntryTable.NONE && attachment.overslept()) {
                    attachment.sweep();
                    free = entries.free(room);
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

    /**
     * Writes the messages that were put into a durable mailbox to the disk, so that their send can
     * be reported.
     */
    void reportable() {
        entries.table().trim();
        if (attachment.file.spec.durable()) {
            MailboxStep.MD1.reached();
            entries.table().force();
        }
    }

    void commit(int free, OutgoingMessage draft, EntryWriter.Wait wait) {
        writing.fill(free, draft, System.currentTimeMillis(), wait);
        entries.commit(free);
        entry = free;
        number = entries.number(free);
    }

    /**
     * Waits for room. Returns DONE when the mailbox may have room. Recovers the claims of dead
     * receivers before it returns TIMED_OUT.
     */
    MailboxOutcome awaitRoom(Deadline deadline) {
        if (attachment.spins(entries::hasRoom, deadline)) {
            return MailboxOutcome.DONE;
        }
        MailboxOutcome outcome =
                outcome(attachment.sleep(MailboxWait.ROOM, entries::hasRoom, deadline));
        if (outcome == MailboxOutcome.TIMED_OUT
                || outcome == MailboxOutcome.DONE && attachment.overslept()) {
            attachment.lock(deadline);
            try {
                attachment.sweep();
            } finally {
                attachment.unlock();
            }
            if (entries.hasRoom()) {
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
