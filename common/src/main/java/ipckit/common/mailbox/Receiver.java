package ipckit.common.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * Receives messages from a mailbox: some at a time, each of which is to be acknowledged, given
 * back, answered or left until its lease ends, before the next are received. For one thread.
 */
public final class Receiver implements AutoCloseable {
    /** How many messages can be in our hands at one time. */
    static final int MOST = 1024;

    private final MailboxAttachment attachment;
    private final EntryTable slots;
    private final EntryReader reading;
    private final EntryWriter writing;

    /** What is in our hands, and which of it is done with. */
    private Receipt[] held = new Receipt[1];

    private int count;
    private int done;

    /** Whether the last reception would have waited for ever: then so does what settles it. */
    private boolean patient = true;

    /** Whether all in our hands is done with, and only the mailbox does not know yet. */
    private boolean delivered;

    Receiver(MailboxAttachment attachment) {
        this.attachment = attachment;
        this.slots = attachment.slots;
        this.reading = new EntryReader(attachment);
        this.writing = new EntryWriter(attachment);
    }

    MailboxAttachment attachBeside(MailboxRole role, BooleanSupplier givenUp) {
        return attachment.attachBeside(role, givenUp);
    }

    /**
     * Waits for a message, or several if they are there, which are in our hands from then on. Those
     * before are acknowledged.
     *
     * @param most how many at the most
     * @param lease for how many milliseconds; 0 for as long as we live
     */
    public MailboxOutcome receive(int most, long lease, Deadline deadline) {
        boolean thorough = deadline.kind() == Deadline.Kind.NOW;
        patient = deadline.kind() == Deadline.Kind.NEVER;
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
                return MailboxOutcome.DONE; // what a dead one held
            }
            if (outcome != MailboxOutcome.DONE) {
                attachment.waitsNoMore();
                return outcome;
            }
            thorough = attachment.overslept();
        }
    }

    /** Whether a message can be had now; a look that takes nothing. */
    boolean hasMessage() {
        return slots.ready() > 0;
    }

    private boolean take(int most, long lease, boolean thorough, Deadline deadline) {
        long finished = count - done;
        delivered = false;
        long until = lease == 0 ? 0 : BootClock.after(lease);
        attachment.lock(deadline);
        try {
            finishAll();
            slots.table().trim();
            if (thorough || slots.ready() == 0) {
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
                attachment.finish(held[i].slot());
            }
        }
        count = 0;
        done = 0;
    }

    private void claim(int most, long until) {
        int share =
                Math.max(
                        1,
                        Math.min(Math.min(most, MOST), slots.limit() / 2)); // others want some, too
        if (held.length < share) {
            held = new Receipt[share];
        }
        while (count < share) {
            int slot = slots.best();
            if (slot == EntryTable.NONE) {
                return;
            }
            int waiter = slots.waiter(slot);
            if (waiter != EntryTable.NONE && !attachment.isThere(waiter)) {
                attachment.withdraw(slot);
                continue;
            }
            slots.claim(slot, attachment.index, until);
            if (until != 0 && waiter != EntryTable.NONE && !slots.isCall(slot)) {
                slots.forgetWaiter(slot); // who has it by a lease has received it
                attachment.answered();
            }
            held[count++] = reading.receipt(slot);
        }
    }

    /** Whether what is in our hands still is: no lease of it has ended. A look without the lock. */
    public boolean isOurs() {
        for (int i = done; i < count; i++) {
            if (!isOurs(held[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isOurs(Receipt receipt) {
        return slots.number(receipt.slot()) == receipt.number()
                && slots.state(receipt.slot())
                        == EntryState.claimed(attachment.index, receipt.times());
    }

    /** How many messages are in our hands. */
    public int count() {
        return count;
    }

    /**
     * One of the messages in our hands, copied; null if its lease has ended before that was done.
     */
    public Message message(int index) {
        Receipt receipt = held[index];
        Message copy = null;
        IpcException failure = null;
        try {
            copy = reading.message(receipt.slot());
        } catch (IpcException e) {
            failure = e;
        }
        Words.loadFence(); // what was read before was ours if it still is
        if (!isOurs(receipt)) {
            return null;
        }
        if (failure != null) {
            throw failure;
        }
        return copy;
    }

    /** What memory the body of one of the messages is in, for who has them for life. */
    public MemorySegment memory(int index) {
        return reading.memory(held[index].slot());
    }

    /** Where in the memory the body of one of the messages begins. */
    public long bodyAt(int index) {
        return reading.bodyAt(held[index].slot());
    }

    /** How many bytes it has. */
    public int bodyLength(int index) {
        return reading.bodyLength(held[index].slot());
    }

    /**
     * Says of the first so many of those in our hands that nobody needs them any more; the others
     * are given back.
     *
     * @return whether all were still ours: a lease may have ended meanwhile
     */
    public boolean acknowledge(int first) {
        boolean ours = true;
        int finished = 0;
        attachment.lock(patient ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (; done < count; done++) {
                if (!isOurs(held[done])) {
                    ours &= done >= first;
                } else if (done < first) {
                    attachment.finish(held[done].slot());
                    finished++;
                } else {
                    attachment.giveBack(held[done].slot());
                }
            }
        } finally {
            attachment.unlock();
        }
        attachment.moved(finished);
        return ours;
    }

    /**
     * The same of all in our hands; it is told with the next reception, or when this is closed, so
     * that the mailbox's lock is taken only once.
     */
    public void acknowledgeSoon() {
        delivered = true;
    }

    /** Lets all in our hands come again, marked; to us or to others. */
    public void giveBack() {
        acknowledge(0);
    }

    /**
     * Leaves what is in our hands to whoever has the receipt, until its lease ends.
     *
     * @return whether all was still ours
     */
    public boolean leave() {
        boolean ours = true;
        attachment.lock(patient ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    slots.handOver(held[done].slot(), EntryState.NOBODY);
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

    /** Lets the leases of what is in our hands end later: so many milliseconds from now. */
    public void extend(long lease) {
        long until = BootClock.after(lease);
        attachment.lock(patient ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            for (int i = done; i < count; i++) {
                if (isOurs(held[i])) {
                    slots.setLease(held[i].slot(), until);
                }
            }
        } finally {
            attachment.unlock();
        }
    }

    /**
     * Answers the one message in our hands; if nobody waits for an answer, it is only acknowledged.
     *
     * @param status how it went, as an exit status from 0 to 255
     * @param error what there is to say about a failure; cut where it is too long
     * @return whether it was still ours
     * @throws ipckit.common.IpcException UNUSABLE if the answer is larger than the mailbox takes
     */
    public boolean answer(int status, byte[] error, byte[] body) {
        Receipt question = held[done];
        attachment.lock(patient ? Deadline.NEVER : MailboxAttachment.lockLimit());
        try {
            if (!isOurs(question)) {
                done++;
                return false;
            }
            int slot = question.slot();
            if (slots.waiter(slot) == EntryTable.NONE || !slots.isCall(slot)) {
                attachment.finish(slot);
            } else {
                writing.answer(slot, error, body);
                slots.reply(slot, status);
                attachment.answered();
            }
            done++;
        } finally {
            attachment.unlock();
        }
        attachment.moved(1);
        return true;
    }

    /** Waits until a message can be had, and takes nothing. */
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

    /** Gives back what is not settled. */
    @Override
    public void close() {
        try {
            if (done < count && !attachment.isAbandoned()) {
                acknowledge(delivered ? count : 0);
            }
        } catch (RuntimeException | Error e) {
            attachment.leavesThingsBehind();
            boolean gone = e instanceof IpcException known && known.category() == Category.REMOVED;
            if (!gone) { // else what was in our hands has gone with the mailbox
                throw e;
            }
        } finally {
            attachment.close();
        }
    }
}
