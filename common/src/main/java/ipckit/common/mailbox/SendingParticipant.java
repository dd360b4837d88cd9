package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/** A participant that puts messages into a mailbox and waits for room. */
abstract sealed class SendingParticipant extends MailboxParticipant
        permits Sender, PendingSender, Caller {
    final EntryWriter writer = new EntryWriter(attachment);

    /** The entry of the message that was put into the mailbox last. */
    int entry = EntryTable.NONE;

    /** The number of the message that was put into the mailbox last. */
    long number;

    SendingParticipant(MailboxAttachment attachment) {
        super(attachment);
    }

    /** Returns the number of the message sent last. */
    public long number() {
        return number;
    }

    /**
     * SEND: puts a message into the mailbox. Waits for room while {@code useful} returns true.
     *
     * @param useful asked after each sleep that lasted for its whole time; false ends the wait with
     *     NO_SERVICE
     */
    final MailboxOutcome put(
            OutgoingMessage draft,
            EntryWriter.Wait wait,
            Deadline deadline,
            BooleanSupplier useful) {
        for (; ; ) {
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            boolean done;
            try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
                done = putIfRoom(draft, wait, attachment.overslept());
            }
            if (done) {
                makeReportable();
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
     * Puts a message into the mailbox; returns false if the mailbox is full. The caller holds the
     * lock.
     *
     * @param thorough whether to run SWEEP first when the mailbox is full
     */
    final boolean putIfRoom(OutgoingMessage draft, EntryWriter.Wait wait, boolean thorough) {
        long room = writer.room(draft, wait);
        int free = entries.free(room);
        if (free == EntryTable.NONE && thorough) {
            attachment.sweep();
            free = entries.free(room);
        }
        if (free == EntryTable.NONE) {
            return false;
        }
        writer.fill(free, draft, System.currentTimeMillis(), wait);
        entries.commit(free);
        entry = free;
        number = entries.number(free);
        attachment.arrived();
        return true;
    }

    /**
     * Writes the messages that were put into a durable mailbox to the disk, so that their send can
     * be reported.
     */
    final void makeReportable() {
        entries.table.trim();
        if (attachment.file.spec.durable()) {
            MailboxStep.MD1.reached();
            entries.table.force();
        }
    }

    /**
     * Waits for room. Returns DONE when the mailbox may have room. Recovers the claims of dead
     * receivers before it returns TIMED_OUT.
     */
    final MailboxOutcome awaitRoom(Deadline deadline) {
        if (attachment.spins(entries::hasRoom, deadline)) {
            return MailboxOutcome.DONE;
        }
        MailboxOutcome outcome =
                attachment.sleep(MailboxWait.ROOM, entries::hasRoom, deadline);
        if (outcome == MailboxOutcome.TIMED_OUT
                || outcome == MailboxOutcome.DONE && attachment.overslept()) {
            attachment.sweepUnderLock(deadline);
            if (entries.hasRoom()) {
                outcome = MailboxOutcome.DONE;
            }
        }
        if (outcome != MailboxOutcome.DONE) {
            attachment.waitsNoMore();
        }
        return outcome;
    }
}
