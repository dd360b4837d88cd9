package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sender that leaves a pending message when the mailbox is full, as in Mach. Each sender may have
 * one pending message. An instance belongs to one thread.
 */
public final class PendingSender implements AutoCloseable {
    private final SendPath out;
    private final MailboxAttachment attachment;
    private final EntryTable entries;
    private final byte[] sender;

    /**
     * @param sender the task name that identifies pending messages of this sender
     */
    PendingSender(MailboxAttachment attachment, String sender) {
        this.attachment = attachment;
        this.out = new SendPath(attachment);
        this.entries = attachment.entries;
        this.sender =
                Arrays.copyOf(
                        MessageMetadata.of(sender).bytes(),
                        Short.BYTES + sender.getBytes(StandardCharsets.UTF_8).length);
    }

    /**
     * Sends a message if the mailbox has room. Otherwise leaves the message pending, unless another
     * message of this sender is pending. A pending message becomes ready when the mailbox has room,
     * before every message sent later.
     *
     * @return DONE, PENDING, PENDING_BEFORE, PENDING_TOO_MANY or REMOVED
     */
    public MailboxOutcome sendOrPend(OutgoingMessage draft) {
        out.writing.check(draft);
        if (attachment.file.isRemoved()) {
            return MailboxOutcome.REMOVED;
        }
        MailboxOutcome outcome = put(draft);
        if (outcome == MailboxOutcome.DONE || outcome == MailboxOutcome.PENDING) {
            out.reportable();
        }
        return outcome;
    }

    private MailboxOutcome put(OutgoingMessage draft) {
        long room = out.writing.room(draft, EntryWriter.Wait.NOT);
        attachment.lock(Deadline.NOW);
        try {
            int free = entries.free(room);
            if (free == EntryTable.NONE) {
                attachment.sweep();
                free = entries.free(room);
            }
            if (free != EntryTable.NONE) {
                out.commit(free, draft, EntryWriter.Wait.NOT);
                attachment.arrived();
                return MailboxOutcome.DONE;
            }
            if (isPending()) {
                return MailboxOutcome.PENDING_BEFORE;
            }
            int beyond = entries.freeBeyond(room);
            if (beyond == EntryTable.NONE) {
                return MailboxOutcome.PENDING_TOO_MANY;
            }
            out.writing.fill(beyond, draft, System.currentTimeMillis(), EntryWriter.Wait.NOT);
            entries.park(beyond);
            out.number = entries.number(beyond);
            return MailboxOutcome.PENDING;
        } finally {
            attachment.unlock();
        }
    }

    /** Waits until no message of this sender is pending. */
    public MailboxOutcome awaitAccepted(Deadline deadline) {
        for (; ; ) {
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            boolean pending;
            attachment.lock(deadline);
            try {
                attachment.sweep();
                pending = isPending();
            } finally {
                attachment.unlock();
            }
            if (!pending) {
                return MailboxOutcome.DONE;
            }
            int seen = entries.pending();
            switch (attachment.sleep(
                    MailboxWait.ANSWER, () -> entries.pending() < seen, deadline)) {
                case LOOK -> {}
                case TIMED_OUT -> {
                    return MailboxOutcome.TIMED_OUT;
                }
                case REMOVED -> {
                    return MailboxOutcome.REMOVED;
                }
                case GIVEN_UP -> {
                    return MailboxOutcome.GIVEN_UP;
                }
            }
        }
    }

    private boolean isPending() {
        boolean[] found = {false};
        entries.eachPending(
                pending -> {
                    byte[] meta = out.reading.meta(pending);
                    found[0] |=
                            meta.length >= sender.length
                                    && Arrays.equals(
                                            meta, 0, sender.length, sender, 0, sender.length);
                });
        return found[0];
    }

    /** Returns the number of the message sent last. */
    public long number() {
        return out.number;
    }

    @Override
    public void close() {
        attachment.close();
    }
}
