package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A receiver of a mailbox. The receiver claims one or more messages at a time. It then acknowledges
 * each message, gives the message back, or replies to the message. If the message is claimed with a
 * lease, the receiver can instead make the lease independent of itself, so that the lease continues
 * even if the receiver detaches, see {@link #leave}. A receiver belongs to one thread.
 */
public final class Receiver extends MailboxParticipant {
    /** The largest number of messages that one call of {@link #receive} claims. */
    static final int MOST = 1024;

    /**
     * The receipts of the messages that the last call of {@link #receive} claimed. The number of
     * these messages is {@code count}. The first {@code done} of them are settled: this receiver
     * has acknowledged them, answered them, given them back or called {@link #leave} for them, or
     * has found that their claims had already ended.
     */
    private Receipt[] held = new Receipt[1];

    private int count;
    private int done;

    /**
     * True if the last call of {@link #receive} had no deadline, or if there was no call yet. Later
     * calls that change the claims then wait for the mailbox's lock without a time limit. If the
     * field is false, these calls wait for the lock for about two seconds at most.
     */
    private boolean unlimited = true;

    /**
     * True if {@link #acknowledgeSoon} was called after the last {@link #receive}. If the field is
     * true, {@link #close} acknowledges the claimed messages; otherwise it gives them back.
     */
    private boolean delivered;

    Receiver(MailboxAttachment attachment) {
        super(attachment);
    }

    /**
     * Acknowledges the messages that this receiver still has from the last call of this method.
     * Then waits until a message is ready to be received, and claims this message and further ready
     * messages.
     *
     * @param most the largest number of messages to claim; this method may claim fewer messages
     *     even if more are ready
     * @param lease the length of the lease in milliseconds; 0 for claims without a lease, which
     *     have no time limit
     * @return DONE if at least one message is claimed; otherwise the reason why the wait ended,
     *     such as TIMED_OUT
     */
    public MailboxOutcome receive(int most, long lease, Deadline deadline) {
        boolean thorough = deadline.kind() == Deadline.Kind.NOW;
        unlimited = deadline.kind() == Deadline.Kind.NEVER;
        for (; ; ) {
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            if (take(most, lease, thorough, deadline)) {
                return MailboxOutcome.DONE;
            }
            if (attachment.spins(this::hasMessage, deadline)) {
                continue;
            }
            MailboxOutcome outcome =
                    attachment.sleep(MailboxWait.MESSAGES, this::hasMessage, deadline);
            if (outcome == MailboxOutcome.TIMED_OUT && take(most, lease, true, deadline)) {
                return MailboxOutcome.DONE;
            }
            if (outcome != MailboxOutcome.DONE) {
                attachment.waitsNoMore();
                return outcome;
            }
            thorough = attachment.overslept();
        }
    }

    /** Returns whether a message is ready to be received. The caller needs no lock. */
    boolean hasMessage() {
        return entries.ready() > 0;
    }

    private boolean take(int most, long lease, boolean thorough, Deadline deadline) {
        long finished = count - done;
        delivered = false;
        long until = lease == 0 ? 0 : BootClock.after(lease);
        try (MailboxAttachment.Locked _ = attachment.lock(deadline)) {
            finishAll();
            entries.table.trim();
            if (thorough || entries.ready() == 0) {
                attachment.sweep();
            } else {
                attachment.sweepInPassing();
            }
            claim(most, until);
        }
        if (count > 0) {
            MailboxStep.MR5.reached();
        }
        if (finished > 0 || count > 0) {
            attachment.moved(finished);
        }
        return count > 0;
    }

    private void finishAll() {
        for (int i = done; i < count; i++) {
            if (isOurs(held[i])) {
                attachment.settlement.finish(held[i].entry());
            }
        }
        count = 0;
        done = 0;
    }

    private void claim(int most, long until) {
        // A receiver claims at most half of the messages that the mailbox can contain (but at least
        // one message), so that other receivers get messages, too.
        int half = attachment.file.spec.limit() / 2;
        int share = Math.clamp(half, 1, Math.clamp(most, 1, MOST));
        if (held.length < share) {
            held = new Receipt[share];
        }
        while (count < share) {
            int entry = entries.lists.best();
            if (entry == EntryTable.NONE) {
                return;
            }
            int waiter = entries.waiter(entry);
            if (waiter != EntryTable.NONE && !attachment.isThere(waiter)) {
                attachment.settlement.withdraw(entry);
                continue;
            }
            entries.claim(entry, attachment.index, until);
            if (until != 0 && waiter != EntryTable.NONE && !entries.isCall(entry)) {
                // The sender waits until its message is received. A message that is claimed with a
                // lease counts as received, so the sender need not wait any longer.
                entries.forgetWaiter(entry);
                attachment.events.answered();
            }
            held[count++] = content.receipt(entry);
        }
    }

    /**
     * Returns whether all claims of this receiver still exist. The result is false if another
     * participant has ended a claim, for example because the lease of the claim was over. The
     * caller needs no lock.
     */
    public boolean isOurs() {
        for (int i = done; i < count; i++) {
            if (!isOurs(held[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isOurs(Receipt receipt) {
        return entries.number(receipt.entry()) == receipt.number()
                && entries.state(receipt.entry())
                        == EntryState.claimed(attachment.index, receipt.times());
    }

    /** Returns whether the mailbox was removed. If so, its messages were removed, too. */
    public boolean isOfRemovedMailbox() {
        return attachment.file.isRemoved();
    }

    /** Returns the number of messages that the last call of {@link #receive} claimed. */
    public int count() {
        return count;
    }

    /**
     * Returns a copy of a claimed message; null if the claim ended before the copy was complete.
     *
     * @param index the index of the message, from 0 to {@link #count} − 1
     */
    public Message message(int index) {
        Receipt receipt = held[index];
        try {
            Message copy = content.message(receipt.entry());
            return isStillOurs(receipt) ? copy : null;
        } catch (IpcException e) {
            if (isStillOurs(receipt)) {
                throw e;
            }
            return null;
        }
    }

    /**
     * Returns whether a claim still exists. The caller calls this method after it has copied the
     * claimed message. If the result is false, the copy may contain bytes of another message.
     */
    private boolean isStillOurs(Receipt receipt) {
        Words.loadFence();
        return isOurs(receipt);
    }

    /**
     * Returns a copy of the metadata of a claimed message, in the form that {@link
     * MessageMetadata#bytes} returns. The claim must have no lease, because a claim with a lease
     * may end while this method reads the message.
     */
    public byte[] metadata(int index) {
        return content.meta(held[index].entry());
    }

    /**
     * Returns the memory that contains the body of a claimed message. The claim must have no lease,
     * because a claim with a lease may end while the caller reads the memory.
     */
    public MemorySegment memory(int index) {
        return content.memory(held[index].entry());
    }

    /**
     * Returns the offset of the body of a claimed message in the memory that {@link #memory}
     * returns.
     */
    public long bodyAt(int index) {
        return content.bodyAt(held[index].entry());
    }

    /** Returns the length in bytes of the body of a claimed message. */
    public int bodyLength(int index) {
        return content.bodyLength(held[index].entry());
    }

    /**
     * Acknowledges the claimed messages with an index below {@code first}, and gives the other
     * claimed messages back.
     *
     * @param first the number of messages to acknowledge
     * @return true if all messages with an index below {@code first} are acknowledged; false if the
     *     claim of such a message had already ended
     */
    public boolean acknowledge(int first) {
        boolean ours = true;
        int finished = 0;
        try (MailboxAttachment.Locked _ = lock()) {
            for (; done < count; done++) {
                if (!isOurs(held[done])) {
                    ours &= done >= first;
                } else if (done < first) {
                    attachment.settlement.finish(held[done].entry());
                    finished++;
                } else {
                    attachment.settlement.giveBack(held[done].entry());
                }
            }
        }
        attachment.moved(finished);
        return ours;
    }

    /**
     * Declares that all claimed messages are processed, but does not acknowledge them yet. The next
     * call of {@link #receive} or {@link #close} acknowledges them. Unlike {@link #acknowledge},
     * this method does not acquire the lock. No extra acquisition is needed later, because {@link
     * #receive} acquires the lock anyway.
     */
    public void acknowledgeSoon() {
        delivered = true;
    }

    /**
     * Gives all claimed messages back. The messages become ready again and are marked as
     * redelivered.
     */
    public void giveBack() {
        acknowledge(0);
    }

    /**
     * Gives all claimed messages back. They are marked as redelivered, and become ready again
     * {@code delay} milliseconds from now.
     */
    public void giveBackLater(long delay) {
        try (MailboxAttachment.Locked _ = lock()) {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    attachment.settlement.giveBackLater(held[done].entry(), delay);
                }
            }
        }
        attachment.moved(0);
    }

    /**
     * Gives all claimed messages back as if this receiver had never claimed them: the delivery is
     * not counted, and does not mark the messages as redelivered. A receiver calls this method if
     * its command could not be started.
     */
    public void giveBackUndelivered() {
        try (MailboxAttachment.Locked _ = lock()) {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    attachment.settlement.giveBackUndelivered(held[done].entry());
                }
            }
        }
        attachment.moved(0);
    }

    /**
     * Counts a failed try of each claimed message: a command has run for the message, and has
     * failed. The messages stay claimed. A message whose claim has ended is not changed.
     *
     * @param result the exit status of the command, or −n if signal n ended the command
     * @param now the time in milliseconds since 1970
     */
    public void countTry(int result, long now) {
        try (MailboxAttachment.Locked _ = lock()) {
            for (int i = done; i < count; i++) {
                if (isOurs(held[i])) {
                    entries.countTry(held[i].entry(), result, now);
                }
            }
        }
    }

    /**
     * Makes the leases of the claimed messages independent of this receiver: the messages stay
     * leased even if this receiver detaches or dies. Until a lease ends, any process that has the
     * receipt of a message can acknowledge the message or give it back.
     *
     * @return true if all claims still existed; false if a claim had already ended
     */
    public boolean leave() {
        boolean ours = true;
        int left = 0;
        try (MailboxAttachment.Locked _ = lock()) {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    entries.handOver(held[done].entry(), EntryState.NO_HOLDER);
                    left++;
                } else {
                    ours = false;
                }
            }
        }
        attachment.moved(left);
        return ours;
    }

    /**
     * Changes the end of the leases of the claimed messages: the leases end {@code lease}
     * milliseconds from now. A claim that has already ended stays ended.
     */
    public void extend(long lease) {
        long until = BootClock.after(lease);
        try (MailboxAttachment.Locked _ = lock()) {
            for (int i = done; i < count; i++) {
                if (isOurs(held[i])) {
                    entries.setLease(held[i].entry(), until);
                }
            }
        }
    }

    /**
     * Returns whether a lease that {@link #leave} has made independent of this receiver still
     * exists. The result is false after the message was acknowledged or given back, and after the
     * end of the lease. The caller needs no lock.
     */
    public boolean isLeased(Receipt receipt) {
        int entry = receipt.entry();
        return entries.number(entry) == receipt.number()
                && entries.state(entry) == EntryState.claimed(EntryState.NO_HOLDER, receipt.times())
                && entries.lease(entry) > BootClock.millis();
    }

    /**
     * Sleeps until another process acknowledges a message, but only for a limited time. Does not
     * sleep if {@code settled} is already true. The caller repeats the call while {@code settled}
     * is false and this method returns DONE.
     *
     * @return DONE, or the reason why the caller must not wait any longer, such as TIMED_OUT
     */
    public MailboxOutcome sleepUntil(BooleanSupplier settled, Deadline deadline) {
        MailboxOutcome outcome = attachment.sleep(MailboxWait.SETTLEMENT, settled, deadline);
        if (outcome != MailboxOutcome.DONE) {
            attachment.waitsNoMore();
        }
        return outcome;
    }

    private MailboxAttachment.Locked lock() {
        return unlimited ? attachment.lock(Deadline.NEVER) : attachment.lock();
    }

    /**
     * Replies to one claimed message. Repeated calls reply to the claimed messages one after the
     * other, in the order in which the messages were claimed. If the sender of a message does not
     * wait for a reply, this method acknowledges the message instead.
     *
     * @param status the exit status of the service, 0 to 255
     * @param error the error message, which is shortened if it is too long
     * @param body the bytes of the reply
     * @return true if the message has the reply or is acknowledged; false if its claim had already
     *     ended
     * @throws ipckit.common.IpcException UNUSABLE if the reply is larger than the mailbox allows
     */
    public boolean answer(int status, byte[] error, byte[] body) {
        Receipt question = held[done];
        try (MailboxAttachment.Locked _ = lock()) {
            if (!isOurs(question)) {
                done++;
                return false;
            }
            int entry = question.entry();
            if (entries.waiter(entry) == EntryTable.NONE || !entries.isCall(entry)) {
                attachment.settlement.finish(entry);
            } else {
                content.answer(entry, error, body);
                entries.reply(entry, status);
                attachment.events.answered();
            }
            done++;
        }
        attachment.moved(1);
        return true;
    }

    /**
     * Waits until a message is ready to be received, but does not claim the message. Returns DONE
     * when a message is ready; otherwise the reason why the wait ended, such as TIMED_OUT.
     */
    public MailboxOutcome awaitMessage(Deadline deadline) {
        try {
            return sleepUntilMessage(deadline);
        } finally {
            attachment.waitsNoMore();
        }
    }

    private MailboxOutcome sleepUntilMessage(Deadline deadline) {
        for (; ; ) {
            if (entries.lists.expiring.count() > 0) {
                attachment.sweepUnderLock(deadline);
            }
            if (hasMessage()) {
                return MailboxOutcome.DONE;
            }
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            MailboxOutcome outcome =
                    attachment.sleep(MailboxWait.MESSAGES, this::hasMessage, deadline);
            if (outcome != MailboxOutcome.DONE || attachment.overslept()) {
                attachment.sweepUnderLock(deadline);
                if (outcome != MailboxOutcome.DONE) {
                    return hasMessage() ? MailboxOutcome.DONE : outcome;
                }
            }
        }
    }

    /**
     * Detaches this receiver. If {@link #acknowledgeSoon} was called after the last {@link
     * #receive}, this method first acknowledges the messages that this receiver still has.
     * Otherwise it gives these messages back.
     */
    @Override
    public void close() {
        try {
            if (done < count && !attachment.isAbandoned()) {
                acknowledge(delivered ? count : 0);
            }
        } catch (RuntimeException | Error e) {
            attachment.leavesWork();
            boolean removed =
                    e instanceof IpcException known && known.category() == Category.REMOVED;
            if (!removed) {
                throw e;
            }
        } finally {
            super.close();
        }
    }
}
