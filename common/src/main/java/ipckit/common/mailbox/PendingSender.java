package ipckit.common.mailbox;

import ipckit.common.Deadline;

/**
 * A sender that does not wait for room when the mailbox is full. Instead, it leaves its message in
 * the mailbox as a pending message, which becomes ready when the mailbox has room. The metadata of
 * a message names a task as the sender of the message. Each task can have at most one pending
 * message, as in the Mach kernel. One instance can send messages of several tasks. An instance
 * belongs to one thread.
 */
public final class PendingSender extends SendingParticipant {
    private final String task;

    /**
     * @param task the name of the task whose pending message {@link #awaitAccepted} waits for. All
     *     processes that use the same task name can together have at most one pending message
     */
    PendingSender(MailboxAttachment attachment, String task) {
        super(attachment);
        this.task = task;
    }

    /**
     * Sends a message if the mailbox has room. If the mailbox is full, stores the message as
     * pending, except in two cases: another message of the same task is already pending, or the
     * mailbox already has the largest allowed number of pending messages. When the mailbox has
     * room, a pending message becomes ready before every message that was sent later. The delay of
     * a message is ignored if the message is pending.
     *
     * @return DONE if the message was sent; PENDING if the message is pending; PENDING_BEFORE if
     *     another message of the same task is already pending; PENDING_TOO_MANY if the mailbox
     *     already has the largest allowed number of pending messages; REMOVED if the mailbox was
     *     removed
     */
    public MailboxOutcome sendOrPend(OutgoingMessage draft) {
        content.check(draft);
        if (attachment.file.isRemoved()) {
            return MailboxOutcome.REMOVED;
        }
        MailboxOutcome outcome = putOrPend(draft);
        if (outcome == MailboxOutcome.DONE || outcome == MailboxOutcome.PENDING) {
            makeReportable();
        }
        return outcome;
    }

    private MailboxOutcome putOrPend(OutgoingMessage draft) {
        try (MailboxAttachment.Locked _ = attachment.lock()) {
            if (putIfRoom(draft, EntryContent.Wait.NOT, true)) {
                return MailboxOutcome.DONE;
            }
            if (isPending(sender(draft.meta()))) {
                return MailboxOutcome.PENDING_BEFORE;
            }
            int beyond = entries.freeBeyond(content.room(draft, EntryContent.Wait.NOT));
            if (beyond == EntryTable.NONE) {
                return MailboxOutcome.PENDING_TOO_MANY;
            }
            content.fill(beyond, draft, System.currentTimeMillis(), EntryContent.Wait.NOT);
            entries.park(beyond);
            number = entries.number(beyond);
            return MailboxOutcome.PENDING;
        }
    }

    /**
     * Waits until the task has no pending message. The name of the task was passed to the
     * constructor.
     *
     * @return DONE if the task has no pending message; otherwise the reason why the wait ended,
     *     such as TIMED_OUT
     */
    public MailboxOutcome awaitAccepted(Deadline deadline) {
        for (; ; ) {
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
                attachment.sweep();
                if (!isPending(task)) {
                    return MailboxOutcome.DONE;
                }
            }
            int seen = entries.lists.pending.count();
            MailboxOutcome outcome =
                    attachment.sleep(
                            MailboxWait.ANSWER,
                            () -> entries.lists.pending.count() < seen,
                            deadline);
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
        }
    }

    /**
     * Returns whether a message of a task is pending. The caller must hold the lock.
     *
     * @param sender the name of the task
     */
    private boolean isPending(String sender) {
        return !entries.lists.pending.whileEach(
                pending -> !sender(content.meta(pending)).equals(sender));
    }

    private static String sender(byte[] meta) {
        return MessageMetadata.of(meta).sender();
    }
}
