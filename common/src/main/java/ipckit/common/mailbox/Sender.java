package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** Sends messages to a mailbox. For one thread. */
public final class Sender implements AutoCloseable {
    /** How long a waiting receiver has to take what is offered to it without waiting. */
    private static final long HAND_OVER_NANOS = 500_000_000;

    /** So many messages are copied in a fraction of a millisecond, for which others may wait. */
    private static final int MOST_UNDER_ONE_LOCK = 1024;

    private final MailboxAttachment attachment;
    private final MailboxSpec spec;
    private final EntryTable slots;
    private final SendPath out;
    private final RunBytes run = new RunBytes();
    private final ItemCursor items = new ItemCursor();
    private long sent;

    Sender(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.spec = attachment.file.spec;
        this.slots = attachment.slots;
        this.out = new SendPath(attachment);
    }

    /** The number of the message that was sent last. */
    public long number() {
        return out.number;
    }

    /**
     * Sends a message. It is in the mailbox, for good, when this returns DONE; where messages go
     * from hand to hand, a receiver has acknowledged it then.
     *
     * @throws ipckit.common.IpcException UNUSABLE if it is not of a size that the mailbox takes
     */
    public MailboxOutcome send(OutgoingMessage draft, Deadline deadline) {
        if (spec.isRendezvous()) {
            return sendUntilReceived(draft, deadline);
        }
        out.writing.check(draft);
        return out.put(draft, EntryWriter.Wait.NOT, deadline);
    }

    /**
     * Sends a message and waits until a receiver has acknowledged it, or has it by a lease. One
     * that is not received in time is taken back, and nobody will ever see it (again, if somebody
     * has had it, and has died or given it back); one that a receiver has at that moment is waited
     * for.
     *
     * @throws ipckit.common.IpcException UNUSABLE if it is not of a size that the mailbox takes
     */
    public MailboxOutcome sendUntilReceived(OutgoingMessage draft, Deadline deadline) {
        out.writing.check(draft);
        Deadline patience = deadline;
        if (deadline.kind() == Deadline.Kind.NOW) {
            if (!attachment.hasWaitingReceiver()) {
                return MailboxOutcome.TIMED_OUT;
            }
            patience = Deadline.afterNanos(HAND_OVER_NANOS);
        }
        MailboxOutcome put = out.put(draft, EntryWriter.Wait.FOR_RECEIPT, patience);
        if (put != MailboxOutcome.DONE) {
            return put;
        }
        try {
            return awaitReceipt(patience);
        } catch (RuntimeException | Error e) {
            attachment.leavesThingsBehind();
            throw e;
        }
    }

    /**
     * Sends the items of a run, each as a message of its own; as many under one lock as there is
     * room for.
     *
     * @param format how they lie there
     * @param deadline of each wait
     * @return DONE, or why not all are in: see {@link #sent}
     */
    public MailboxOutcome sendRun(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int priority,
            byte[] meta,
            Supplier<Deadline> deadline) {
        items.reset(format, run.set(bytes, from, length));
        sent = 0;
        Deadline wait = null;
        boolean more = items.next();
        while (more) {
            if (spec.isRendezvous()) {
                MailboxOutcome outcome = send(item(priority, meta, bytes, from), deadline.get());
                if (outcome != MailboxOutcome.DONE) {
                    return outcome;
                }
                sent++;
                more = items.next();
                continue;
            }
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            long before = sent;
            attachment.lock(deadline.get());
            try {
                long now = System.currentTimeMillis();
                while (more && slots.hasRoom() && sent - before < MOST_UNDER_ONE_LOCK) {
                    OutgoingMessage draft = item(priority, meta, bytes, from);
                    out.writing.check(draft);
                    int free = slots.free(out.writing.room(draft, EntryWriter.Wait.NOT));
                    out.writing.fill(free, draft, now, EntryWriter.Wait.NOT);
                    slots.commit(free);
                    sent++;
                    more = items.next();
                }
            } finally {
                if (sent > before) {
                    attachment.arrived();
                }
                attachment.unlock();
                if (sent > before) {
                    out.reportable();
                    attachment.moved(sent - before);
                    wait = null; // the next one is another wait
                }
            }
            if (more && !slots.hasRoom()) {
                wait = wait == null ? deadline.get() : wait;
                MailboxOutcome outcome = out.awaitRoom(wait);
                if (outcome != MailboxOutcome.DONE) {
                    return outcome;
                }
            }
        }
        return MailboxOutcome.DONE;
    }

    /** How many items of the last run are in. */
    public long sent() {
        return sent;
    }

    private OutgoingMessage item(int priority, byte[] meta, MemorySegment bytes, long from) {
        return new OutgoingMessage(priority, meta, bytes, from + items.from(), items.length());
    }

    /** Whether the message that was put last is no longer offered. Needs no lock. */
    private boolean isSettled() {
        return slots.number(out.slot) != out.number
                || slots.waiter(out.slot) != attachment.index
                || EntryState.kind(slots.state(out.slot)) == EntryState.FREE;
    }

    private MailboxOutcome awaitReceipt(Deadline deadline) {
        Deadline patience = deadline;
        MailboxOutcome end = MailboxOutcome.DONE;
        for (; ; ) {
            if (isSettled()) {
                return MailboxOutcome.DONE;
            }
            if (attachment.spins(this::isSettled, patience)) {
                continue;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            attachment.sleep(MailboxWait.ANSWER, this::isSettled, patience));
            if (outcome == MailboxOutcome.REMOVED) {
                return isSettled() ? MailboxOutcome.DONE : MailboxOutcome.REMOVED;
            }
            if (outcome == MailboxOutcome.DONE
                    && !attachment.overslept()
                    && end == MailboxOutcome.DONE) {
                continue;
            }
            if (outcome != MailboxOutcome.DONE) {
                end = outcome;
                patience = Deadline.NEVER; // if a receiver has it at this moment
            }
            if (settle(end != MailboxOutcome.DONE, deadline)) {
                attachment.waitsNoMore();
                return end;
            }
        }
    }

    /**
     * Looks under the lock whether the receiver has died; and takes the message back if it is to be
     * and nobody has it. Whether it was taken back.
     */
    private boolean settle(boolean takeBack, Deadline deadline) {
        boolean taken = withdraw(takeBack, deadline);
        if (taken) {
            out.reportable();
        }
        return taken;
    }

    private boolean withdraw(boolean takeBack, Deadline deadline) {
        attachment.lock(deadline);
        try {
            attachment.sweep();
            if (isSettled()
                    || !takeBack
                    || EntryState.kind(slots.state(out.slot)) != EntryState.READY) {
                return false;
            }
            attachment.withdraw(out.slot);
            return true;
        } finally {
            attachment.unlock();
        }
    }

    /** Waits until one more could be sent: where nothing is held, until a receiver waits. */
    public MailboxOutcome awaitFree(Deadline deadline) {
        for (; ; ) {
            if (spec.isRendezvous() ? attachment.hasWaitingReceiver() : slots.hasRoom()) {
                return MailboxOutcome.DONE;
            }
            MailboxOutcome outcome =
                    spec.isRendezvous() ? awaitReceiver(deadline) : out.awaitRoom(deadline);
            if (outcome != MailboxOutcome.DONE) {
                return outcome;
            }
        }
    }

    /** Nobody tells that he waits; a bounded sleep is as good. */
    private MailboxOutcome awaitReceiver(Deadline deadline) {
        return SendPath.outcome(
                attachment.sleep(MailboxWait.ROOM, attachment::hasWaitingReceiver, deadline));
    }

    @Override
    public void close() {
        attachment.close();
    }
}
