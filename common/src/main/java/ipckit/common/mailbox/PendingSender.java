package ipckit.common.mailbox;

import ipckit.common.Deadline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Sends messages that are kept beyond the limit when the mailbox is full: one for each sender, as
 * Mach had it. For one thread.
 */
public final class PendingSender implements AutoCloseable {
    private final SendPath out;
    private final MailboxAttachment attachment;
    private final EntryTable slots;
    private final byte[] sender;

    /**
     * @param sender by whose name it is told whether one is kept already
     */
    PendingSender(MailboxAttachment attachment, String sender) {
        this.attachment = attachment;
        this.out = new SendPath(attachment);
        this.slots = attachment.slots;
        this.sender =
                Arrays.copyOf(
                        MessageMetadata.of(sender).bytes(),
                        Short.BYTES + sender.getBytes(StandardCharsets.UTF_8).length);
    }

    /**
     * Sends a message if there is room; otherwise keeps it beyond the limit, if none of this sender
     * is kept already. It is delivered when there is room, and before anything that anybody sends
     * later.
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
            int free = slots.free(room);
            if (free == EntryTable.NONE) {
                attachment.sweep();
                free = slots.free(room);
            }
            if (free != EntryTable.NONE) {
                out.commit(free, draft, EntryWriter.Wait.NOT);
                attachment.arrived();
                return MailboxOutcome.DONE;
            }
            if (isPending()) {
                return MailboxOutcome.PENDING_BEFORE;
            }
            int beyond = slots.freeBeyond(room);
            if (beyond == EntryTable.NONE) {
                return MailboxOutcome.PENDING_TOO_MANY;
            }
            out.writing.fill(beyond, draft, System.currentTimeMillis(), EntryWriter.Wait.NOT);
            slots.park(beyond);
            out.number = slots.number(beyond);
            return MailboxOutcome.PENDING;
        } finally {
            attachment.unlock();
        }
    }

    /** Waits until nothing of this sender is kept beyond the limit. */
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
            int seen = slots.pending();
            switch (attachment.sleep(MailboxWait.ANSWER, () -> slots.pending() < seen, deadline)) {
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
        slots.eachPending(
                pending -> {
                    byte[] meta = out.reading.meta(pending);
                    found[0] |=
                            meta.length >= sender.length
                                    && Arrays.equals(
                                            meta, 0, sender.length, sender, 0, sender.length);
                });
        return found[0];
    }

    /** The number of the message that was sent last. */
    public long number() {
        return out.number;
    }

    @Override
    public void close() {
        attachment.close();
    }
}
