package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A receiver of a mailbox. It receives some messages at a time. Each of these is acknowledged,
 * given back, answered, or left until its lease ends, before the next ones are received. Belongs to
 * one thread.
 */
public final class Receiver implements AutoCloseable {
    /** The most messages that a receiver claims at a time. */
    static final int MOST = 1024;

    private final MailboxAttachment attachment;
    private final EntryTable entries;
    private final EntryReader reading;
    private final EntryWriter writing;

    /** The claimed messages; the first {@link #done} of them are settled. */
    private Receipt[] held = new Receipt[1];

    private int count;
    private int done;

    /** Whether the last reception had no time limit. Settling its messages then has none either. */
    private boolean unlimited = true;

    /** Whether all claimed messages are processed, to be acknowledged with the next reception. */
    private boolean delivered;

    Receiver(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.entries = attachment.entries;
        this.reading = new EntryReader(attachment);
        this.writing = new EntryWriter(attachment);
    }

    MailboxAttachment attachBeside(MailboxRole role, BooleanSupplier givenUp) {
        return attachment.attachBeside(role, givenUp);
    }

    /**
     * Waits for a message and claims it, and more messages if they are ready. Messages claimed
     * before are acknowledged.
     *
     * @param most the most messages to claim
     * @param lease the length of the lease in milliseconds; 0 for a claim that lasts while this
     *     process lives
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
                    SendPath.outcome(
                            attachment.sleep(MailboxWait.MESSAGES, this::hasMessage, deadline));
            if (outcome == MailboxOutcome.TIMED_OUT && take(most, lease, true, deadline)) {
                return MailboxOutcome.DONE; // claims of a dead receiver
            }
            if (outcome != MailboxOutcome.DONE) {
                attachment.waitsNoMore();
                return outcome;
            }
            thorough = attachment.overslept();
        }
    }

    /** Whether a message is ready. Claims nothing. */
    boolean hasMessage() {
        return entries.ready() > 0;
    }

    private boolean take(int most, long lease, boolean thorough, Deadline deadline) {
        long finished = count - done;
        delivered = false;
        long until = lease == 0 ? 0 : BootClock.after(lease);
        attachment.lock(deadline);
        try {
            finishAll();
            entries.table().trim();
            if (thorough || entries.ready() == 0) {
                attachment.sweep();
            } else {
                attachment.sweepInPassing();
            }
            claim(most, until);
        } finally {
            attachment.unlock();
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
                attachment.finish(held[i].entry());
            }
        }
        count = 0;
        done = 0;
    }

    private void claim(int most, long until) {
        int share =
                Math.max(
                        1,
                        Math.min(
                                Math.min(most, MOST),
                                entries.limit() / 2)); // leaves messages for other receivers
        if (held.length < share) {
            held = new Receipt[share];
        }
        while (count < share) {
            int entry = entries.best();
            if (entry == EntryTable.NONE) {
                return;
            }
            int waiter = entries.waiter(entry);
            if (waiter != EntryTable.NONE && !attachment.isThere(waiter)) {
                attachment.withdraw(entry);
                continue;
            }
            entries.claim(entry, attachment.index, until);
            if (until != 0 && waiter != EntryTable.NONE && !entries.isCall(entry)) {
                entries.forgetWaiter(entry); // a lease counts as reception
                attachment.answered();
            }
            held[count++] = reading.receipt(entry);
        }
    }

    /** Whether no lease of a claimed message has ended. Needs no lock. */
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

    /** Returns the number of claimed messages. */
    public int count() {
        return count;
    }

    /**
     * Returns a copy of a claimed message; null if its lease ended before the copy was complete.
     */
    public Message message(int index) {
        Receipt receipt = held[index];
        Message copy = null;
        IpcException failure = null;
        try {
            copy = reading.message(receipt.entry());
        } catch (IpcException e) {
            failure = e;
        }
        Words.loadFence(); // the copy counts only if the claim still stands
        if (!isOurs(receipt)) {
            return null;
        }
        if (failure != null) {
            throw failure;
        }
        return copy;
    }

    /** Returns the memory that contains the body of a claimed message without a lease. */
    public MemorySegment memory(int index) {
        return reading.memory(held[index].entry());
    }

    /** Returns the offset of the body in that memory. */
    public long bodyAt(int index) {
        return reading.bodyAt(held[index].entry());
    }

    /** Returns the length of the body in bytes. */
    public int bodyLength(int index) {
        return reading.bodyLength(held[index].entry());
    }

    /**
     * Acknowledges the first claimed messages and gives the others back.
     *
     * @param first the number of messages to acknowledge
     * @return whether every claim still stood: a lease may have ended
     */
    public boolean acknowledge(int first) {
        boolean ours = true;
        int finished = 0;
        attachment.lock(unlimited ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (; done < count; done++) {
                if (!isOurs(held[done])) {
                    ours &= done >= first;
                } else if (done < first) {
                    attachment.finish(held[done].entry());
                    finished++;
                } else {
                    attachment.giveBack(held[done].entry());
                }
            }
        } finally {
            attachment.unlock();
        }
        attachment.moved(finished);
        return ours;
    }

    /**
     * Notes that all claimed messages are processed. They are acknowledged with the next reception
     * or when this receiver is closed, so that the lock is acquired only once.
     */
    public void acknowledgeSoon() {
        delivered = true;
    }

    /** Gives all claimed messages back; they are ready again and marked as redelivered. */
    public void giveBack() {
        acknowledge(0);
    }

    /**
     * Leaves the claimed messages to the holders of their receipts, until their leases end.
     *
     * @return whether every claim still stood
     */
    public boolean leave() {
        boolean ours = true;
        attachment.lock(unlimited ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    entries.handOver(held[done].entry(), EntryState.NO_HOLDER);
                } else {
                    ours = false;
                }
            }
        } finally {
            attachment.unlock();
        }
        attachment.moved(count);
        return ours;
    }

    /** Sets the leases of the claimed messages to end {@code lease} milliseconds from now. */
    public void extend(long lease) {
        long until = BootClock.after(lease);
        attachment.lock(unlimited ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (int i = done; i < count; i++) {
                if (isOurs(held[i])) {
                    entries.setLease(held[i].entry(), until);
                }
            }
        } finally {
            attachment.unlock();
        }
    }

    /**
     * Answers the claimed message. A message without a waiting caller is acknowledged instead.
     *
     * @param status the exit status of the service, 0 to 255
     * @param error the error message, cut if it is too long
     * @return whether the claim still stood
     * @throws ipckit.common.IpcException UNUSABLE if the answer is larger than the mailbox takes
     */
    public boolean answer(int status, byte[] error, byte[] body) {
        Receipt question = held[done];
        attachment.lock(unlimited ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            if (!isOurs(question)) {
                done++;
                return false;
            }
            int entry = question.entry();
            if (entries.waiter(entry) == EntryTable.NONE || !entries.isCall(entry)) {
                attachment.finish(entry);
            } else {
                writing.answer(entry, error, body);
                entries.reply(entry, status);
                attachment.answered();
            }
            done++;
        } finally {
            attachment.unlock();
        }
        attachment.moved(1);
        return true;
    }

    /** Waits until a message is ready. Claims nothing. */
    public MailboxOutcome awaitMessage(Deadline deadline) {
        for (; ; ) {
            if (hasMessage()) {
                return MailboxOutcome.DONE;
            }
            if (attachment.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            attachment.sleep(MailboxWait.MESSAGES, this::hasMessage, deadline));
            if (outcome != MailboxOutcome.DONE || attachment.overslept()) {
                attachment.lock(deadline);
                try {
                    attachment.sweep();
                } finally {
                    attachment.unlock();
                }
                if (outcome != MailboxOutcome.DONE) {
                    return hasMessage() ? MailboxOutcome.DONE : outcome;
                }
            }
        }
    }

    /** Gives back the messages that are not settled. */
    @Override
    public void close() {
        try {
            if (done < count && !attachment.isAbandoned()) {
                acknowledge(delivered ? count : 0);
            }
        } catch (RuntimeException | Error e) {
            attachment.leavesThingsBehind();
            boolean gone = e instanceof IpcException known && known.category() == Category.REMOVED;
            if (!gone) { // a removed mailbox took the claimed messages with it
                throw e;
            }
        } finally {
            attachment.close();
        }
    }
}
