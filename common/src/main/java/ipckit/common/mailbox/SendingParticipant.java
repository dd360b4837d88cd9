package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.util.function.BooleanSupplier;

/**
 * A participant that puts messages into a mailbox. If the mailbox is full, the participant waits
 * for room or, as a {@link PendingSender}, leaves a pending message.
 */
abstract sealed class SendingParticipant extends MailboxParticipant
        permits Sender, PendingSender, Caller {
    /** The entry of the last message for which {@link #putIfRoom} returned true; at first NONE. */
    int entry = EntryTable.NONE;

    long number;

    SendingParticipant(MailboxAttachment attachment) {
        super(attachment);
    }

    /**
     * Returns the number of the last message that this participant has sent or left pending.
     * Messages that were sent by {@link Sender#sendBeyondLimit} do not count. Messages that were
     * sent by {@link Sender#sendRun} count only if the mailbox has capacity 0.
     */
    public long number() {
        return number;
    }

    /**
     * Puts a message into the mailbox, and waits for room if the mailbox is full. This is the
     * operation SEND of the mailbox's protocol.
     *
     * <p>If no room has appeared during a sleep, this method calls {@code useful}. If the result is
     * false, this method stops waiting and returns NO_SERVICE.
     *
     * @param useful returns whether it is useful to wait longer for room; for a request, the result
     *     is false if no service is attached
     * @return DONE if the message is in the mailbox; otherwise the reason why the message was not
     *     sent, such as TIMED_OUT
     */
    final MailboxOutcome put(
            OutgoingMessage draft,
            EntryContent.Wait wait,
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
     * Puts a message into the mailbox and returns true; returns false if the mailbox is full. The
     * caller must hold the lock.
     *
     * @param thorough whether to run a SWEEP when the mailbox is full; a SWEEP repairs what dead
     *     participants left
     */
    final boolean putIfRoom(OutgoingMessage draft, EntryContent.Wait wait, boolean thorough) {
        long room = content.room(draft, wait);
        int free = entries.free(room);
        if (free == EntryTable.NONE && thorough) {
            attachment.sweep();
            free = entries.free(room);
        }
        if (free == EntryTable.NONE) {
            return false;
        }
        content.fill(free, draft, System.currentTimeMillis(), wait);
        entries.commit(free, draft.deliveries());
        entry = free;
        number = entries.number(free);
        attachment.events.arrived();
        return true;
    }

    /**
     * Writes the new messages of a durable mailbox to the disk. A participant must call this method
     * before it reports a message as sent. If the mailbox is elastic, this method also unmaps the
     * chunks (files of message entries) that are not needed now.
     */
    final void makeReportable() {
        entries.table.trim();
        if (attachment.file.spec.durable()) {
            MailboxStep.MD1.reached();
            entries.table.force();
        }
    }

    /**
     * Waits for room in the mailbox. When the deadline passes, this method first runs a SWEEP,
     * which repairs what dead participants left. This method returns TIMED_OUT only if the mailbox
     * has no room after the SWEEP.
     *
     * @return DONE when the mailbox may have room; otherwise TIMED_OUT, REMOVED or GIVEN_UP
     */
    public final MailboxOutcome awaitRoom(Deadline deadline) {
        if (attachment.spins(entries::hasRoom, deadline)) {
            return MailboxOutcome.DONE;
        }
        MailboxOutcome outcome = attachment.sleep(MailboxWait.ROOM, entries::hasRoom, deadline);
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
