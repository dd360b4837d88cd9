package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** A sender of a mailbox. A sender belongs to one thread. */
public final class Sender extends SendingParticipant {
    /**
     * The time limit in nanoseconds that {@link #sendUntilReceived} uses for the deadline NOW. For
     * this deadline, the method sends the message only if a receiver is already waiting. This
     * receiver needs some time to wake up and to claim the message, so the time limit cannot be
     * zero.
     */
    private static final long HAND_OVER_NANOS = 500_000_000;

    /**
     * The largest number of messages that are copied under one acquisition of the lock. The limit
     * exists because other processes may be waiting for the lock. Copying 1024 small messages takes
     * a fraction of a millisecond.
     */
    private static final int MOST_UNDER_ONE_LOCK = 1024;

    private final MailboxSpec spec = attachment.file.spec;
    private final RunBytes run = new RunBytes();
    private final ItemCursor items = new ItemCursor();
    private long sent;

    Sender(MailboxAttachment attachment) {
        super(attachment);
    }

    /**
     * Sends a message. The result DONE means that the message is in the mailbox. Any other result
     * is the reason why the message was not sent. In a mailbox with capacity 0, DONE means that a
     * receiver has acknowledged the message, or has claimed it with a lease (a claim with a time
     * limit).
     *
     * @throws ipckit.common.IpcException UNUSABLE if the mailbox does not accept a message of this
     *     size
     */
    public MailboxOutcome send(OutgoingMessage draft, Deadline deadline) {
        if (spec.isRendezvous()) {
            return sendUntilReceived(draft, deadline);
        }
        content.check(draft);
        return put(draft, EntryContent.Wait.NOT, deadline, () -> true);
    }

    /**
     * Sends a message if the mailbox has room. The capacity of the mailbox must not be 0.
     *
     * @param sent called when the message is in the mailbox, before a receiver can claim it and
     *     before a waiting receiver is woken; this sender then has the lock of the mailbox
     * @return DONE if the message was sent; TIMED_OUT if the mailbox is full; REMOVED if the
     *     mailbox was removed
     * @throws ipckit.common.IpcException UNUSABLE if the mailbox does not accept a message of this
     *     size
     */
    public MailboxOutcome trySend(OutgoingMessage draft, Runnable sent) {
        check(draft);
        if (attachment.file.isRemoved()) {
            return MailboxOutcome.REMOVED;
        }
        try (MailboxAttachment.Locked _ = attachment.lock(Deadline.NOW)) {
            if (!putIfRoom(draft, EntryContent.Wait.NOT, true)) {
                return MailboxOutcome.TIMED_OUT;
            }
            sent.run();
        }
        makeReportable();
        attachment.moved(1);
        return MailboxOutcome.DONE;
    }

    /**
     * Sends a message even if the mailbox is full. The mailbox must be {@linkplain
     * MailboxSpec#isElastic elastic}.
     *
     * @return DONE if the message was sent; REMOVED if the mailbox was removed
     * @throws ipckit.common.IpcException UNUSABLE if the mailbox does not accept a message of this
     *     size
     */
    public MailboxOutcome sendBeyondLimit(OutgoingMessage draft) {
        return sendBeyondLimit(draft, () -> {});
    }

    /**
     * Sends a message even if the mailbox is full, as {@link #sendBeyondLimit(OutgoingMessage)}
     * does.
     *
     * @param sent called when the message is in the mailbox, before a receiver can claim it and
     *     before a waiting receiver is woken; this sender then has the lock of the mailbox
     */
    public MailboxOutcome sendBeyondLimit(OutgoingMessage draft, Runnable sent) {
        return sendBeyondLimit(
                draft, Deadline.afterNanos(MailboxAttachment.LOCK_LIMIT_NANOS), sent);
    }

    /**
     * Sends a message even if the mailbox is full, as {@link #sendBeyondLimit(OutgoingMessage)}
     * does.
     *
     * @param deadline limits the wait for the lock of the mailbox
     * @throws ipckit.common.IpcException TIMED_OUT or WOULD_BLOCK if a living process keeps the
     *     lock until the deadline. The message is not in the mailbox then
     */
    public MailboxOutcome sendBeyondLimit(OutgoingMessage draft, Deadline deadline) {
        return sendBeyondLimit(draft, deadline, () -> {});
    }

    private MailboxOutcome sendBeyondLimit(
            OutgoingMessage draft, Deadline deadline, Runnable sent) {
        check(draft);
        if (attachment.file.isRemoved()) {
            return MailboxOutcome.REMOVED;
        }
        try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
            int free = entries.freeBeyondLimit(content.room(draft, EntryContent.Wait.NOT));
            content.fill(free, draft, System.currentTimeMillis(), EntryContent.Wait.NOT);
            entries.commit(free, 0);
            attachment.events.arrived();
            sent.run();
        }
        makeReportable();
        attachment.moved(1);
        return MailboxOutcome.DONE;
    }

    /**
     * Checks that the mailbox accepts a message.
     *
     * @throws ipckit.common.IpcException UNUSABLE if the mailbox does not accept a message of this
     *     size; USAGE if it does not accept the priority
     */
    public void check(OutgoingMessage draft) {
        content.check(draft);
    }

    /** Returns the size of the largest message that the mailbox accepts, in bytes. */
    public long maxSize() {
        return spec.maxSize();
    }

    /**
     * Sends a message, and waits until a receiver has acknowledged it or has claimed it with a
     * lease (a claim with a time limit). If no receiver has claimed the message when the deadline
     * passes, this method withdraws the message. If a receiver has claimed it without a lease, this
     * method waits until the claim ends, even beyond the deadline.
     *
     * @return DONE if the message was received; otherwise the reason why the wait ended, such as
     *     TIMED_OUT
     * @throws ipckit.common.IpcException UNUSABLE if the mailbox does not accept a message of this
     *     size
     */
    public MailboxOutcome sendUntilReceived(OutgoingMessage draft, Deadline deadline) {
        content.check(draft);
        Deadline limit = deadline;
        if (deadline.kind() == Deadline.Kind.NOW) {
            if (!attachment.hasWaitingReceiver()) {
                return MailboxOutcome.TIMED_OUT;
            }
            limit = Deadline.afterNanos(HAND_OVER_NANOS);
        }
        MailboxOutcome put = put(draft, EntryContent.Wait.FOR_RECEIPT, limit, () -> true);
        if (put != MailboxOutcome.DONE) {
            return put;
        }
        try {
            return awaitReceipt(limit);
        } catch (RuntimeException | Error e) {
            attachment.leavesWork();
            throw e;
        }
    }

    /**
     * Sends each item of a run (a sequence of items in memory) as a message. Each time this method
     * acquires the lock, it sends up to 1024 items, or fewer if the mailbox has room for fewer.
     * When the mailbox is full, this method waits for room.
     *
     * @param format the format of the run
     * @param from the offset of the run in {@code bytes}
     * @param length the length of the run in bytes
     * @param timing the delay and the expiry of each message
     * @param deadline supplies a new deadline for each wait
     * @return DONE if all items were sent; otherwise the reason why some items were not sent. The
     *     method {@link #sent} returns the number of items that were sent
     */
    public MailboxOutcome sendRun(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int priority,
            byte[] meta,
            MessageTiming timing,
            Supplier<Deadline> deadline) {
        items.reset(format, run.set(bytes, from, length));
        sent = 0;
        Deadline wait = null;
        boolean more = items.next();
        while (more) {
            if (spec.isRendezvous()) {
                MailboxOutcome outcome =
                        send(item(priority, meta, bytes, from, timing), deadline.get());
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
            try (MailboxAttachment.Locked _ = attachment.lock(deadline.get())) {
                long now = System.currentTimeMillis();
                while (more && entries.hasRoom() && sent - before < MOST_UNDER_ONE_LOCK) {
                    OutgoingMessage draft = item(priority, meta, bytes, from, timing);
                    content.check(draft);
                    int free = entries.free(content.room(draft, EntryContent.Wait.NOT));
                    content.fill(free, draft, now, EntryContent.Wait.NOT);
                    entries.commit(free, 0);
                    attachment.events.arrived();
                    sent++;
                    more = items.next();
                }
            } finally {
                if (sent > before) {
                    makeReportable();
                    attachment.moved(sent - before);
                    // Messages were sent, so the next wait for room begins with a new deadline.
                    wait = null;
                }
            }
            if (more && !entries.hasRoom()) {
                wait = wait == null ? deadline.get() : wait;
                MailboxOutcome outcome = awaitRoom(wait);
                if (outcome != MailboxOutcome.DONE) {
                    return outcome;
                }
            }
        }
        return MailboxOutcome.DONE;
    }

    /** Returns the number of items that the last call of {@link #sendRun} has sent. */
    public long sent() {
        return sent;
    }

    private OutgoingMessage item(
            int priority, byte[] meta, MemorySegment bytes, long from, MessageTiming timing) {
        return new OutgoingMessage(
                priority, meta, bytes, from + items.from(), items.length(), 0, timing);
    }

    /**
     * Returns whether the last message of this sender was received or withdrawn. In both cases, the
     * sender need not wait any longer. The caller needs no lock.
     */
    private boolean isSettled() {
        return entries.number(entry) != number
                || entries.waiter(entry) != attachment.index
                || EntryState.kind(entries.state(entry)) == EntryState.FREE;
    }

    private MailboxOutcome awaitReceipt(Deadline deadline) {
        Deadline limit = deadline;
        MailboxOutcome end = MailboxOutcome.DONE;
        for (; ; ) {
            if (isSettled()) {
                return MailboxOutcome.DONE;
            }
            if (attachment.spins(this::isSettled, limit)) {
                continue;
            }
            MailboxOutcome outcome = attachment.sleep(MailboxWait.ANSWER, this::isSettled, limit);
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
                // The method settle, which is called below, withdraws the message unless a receiver
                // has claimed it. A claimed message cannot be withdrawn, so this loop then waits
                // without a time limit until the claim ends.
                limit = Deadline.NEVER;
            }
            if (settle(end != MailboxOutcome.DONE, deadline)) {
                attachment.waitsNoMore();
                return end;
            }
        }
    }

    /**
     * Ends the claims of dead receivers, by the operation SWEEP of the package documentation. Then
     * withdraws the last message of this sender if {@code takeBack} is true and no receiver has
     * claimed the message.
     *
     * @param deadline the time limit for acquiring the lock; has no effect if the message is
     *     claimed
     * @return whether this method has withdrawn the message
     */
    private boolean settle(boolean takeBack, Deadline deadline) {
        boolean claimed = EntryState.kind(entries.state(entry)) == EntryState.CLAIMED;
        try (MailboxAttachment.Locked _ = claimed ? attachment.lock() : attachment.lock(deadline)) {
            attachment.sweep();
            if (isSettled() || !takeBack || !entries.isUnclaimed(entry)) {
                return false;
            }
            attachment.settlement.withdraw(entry);
        }
        makeReportable();
        return true;
    }

    /**
     * Waits until the mailbox has room for a message. With capacity 0, waits instead until a
     * receiver is waiting for a message. Returns DONE, or otherwise the reason why the wait ended,
     * such as TIMED_OUT.
     */
    public MailboxOutcome awaitFree(Deadline deadline) {
        for (; ; ) {
            if (spec.isRendezvous() ? isAwaited() : entries.hasRoom()) {
                return MailboxOutcome.DONE;
            }
            // A receiver signals no event when it begins to wait. With capacity 0, this loop
            // therefore sleeps for limited times, and looks for a waiting receiver after each
            // sleep.
            MailboxOutcome outcome =
                    spec.isRendezvous()
                            ? attachment.sleep(MailboxWait.ROOM, this::isAwaited, deadline)
                            : awaitRoom(deadline);
            if (outcome != MailboxOutcome.DONE) {
                attachment.waitsNoMore();
                return outcome;
            }
        }
    }

    /**
     * Returns whether a receiver waits for a message, and the mailbox contains no ready message. If
     * the mailbox contained a ready message, the receiver could claim that message instead of the
     * next message that is sent.
     */
    public boolean isAwaited() {
        return attachment.hasWaitingReceiver() && entries.ready() == 0;
    }
}
