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

    private final MailboxMembership member;
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

    Receiver(MailboxMembership member) {
        this.member = member;
        this.slots = member.slots;
        this.reading = new EntryReader(member);
        this.writing = new EntryWriter(member);
    }

    MailboxMembership attachBeside(MailboxRole role, BooleanSupplier givenUp) {
        return MailboxAttachment.attachBeside(member, role, givenUp);
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
            if (member.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            if (take(most, lease, thorough, deadline)) {
                return MailboxOutcome.DONE;
            }
            if (member.spins(this::hasMessage, deadline)) {
                continue;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            member.sleep(
                                    MailboxMembership.FOR_MESSAGES, this::hasMessage, deadline));
            if (outcome == MailboxOutcome.TIMED_OUT && take(most, lease, true, deadline)) {
                return MailboxOutcome.DONE; // what a dead one held
            }
            if (outcome != MailboxOutcome.DONE) {
                member.waitsNoMore();
                return outcome;
            }
            thorough = member.overslept();
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
        member.lock(deadline);
        try {
            finishAll();
            slots.table().trim();
            if (thorough || slots.ready() == 0) {
                member.sweep();
            } else {
                member.sweepInPassing();
            }
            claim(most, until);
        } finally {
            member.unlock();
        }
        if (count > 0) {
            MailboxStep.MR5.reached();
        }
        if (finished > 0 || count > 0) {
            member.moved(finished);
        }
        return count > 0;
    }

    private void finishAll() {
        for (int i = done; i < count; i++) {
            if (isOurs(held[i])) {
                member.finish(held[i].slot());
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
            if (waiter != EntryTable.NONE && !member.isThere(waiter)) {
                member.withdraw(slot);
                continue;
            }
            slots.claim(slot, member.seat, until);
            if (until != 0 && waiter != EntryTable.NONE && !slots.isCall(slot)) {
                slots.forgetWaiter(slot); // who has it by a lease has received it
                member.answered();
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
                && slots.state(receipt.slot()) == EntryState.claimed(member.seat, receipt.times());
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
        member.lock(patient ? Deadline.NEVER : MailboxMembership.patience());
        try {
            for (; done < count; done++) {
                if (!isOurs(held[done])) {
                    ours &= done >= first;
                } else if (done < first) {
                    member.finish(held[done].slot());
                    finished++;
                } else {
                    member.giveBack(held[done].slot());
                }
            }
        } finally {
            member.unlock();
        }
        member.moved(finished);
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
        member.lock(patient ? Deadline.NEVER : MailboxMembership.patience());
        try {
            for (; done < count; done++) {
                if (isOurs(held[done])) {
                    slots.handOver(held[done].slot(), EntryState.NOBODY);
                } else {
                    ours = false;
                }
            }
        } finally {
            member.unlock();
        }
        member.moved(count);
        return ours;
    }

    /** Lets the leases of what is in our hands end later: so many milliseconds from now. */
    public void extend(long lease) {
        long until = BootClock.after(lease);
        member.lock(patient ? Deadline.NEVER : MailboxMembership.patience());
        try {
            for (int i = done; i < count; i++) {
                if (isOurs(held[i])) {
                    slots.setLease(held[i].slot(), until);
                }
            }
        } finally {
            member.unlock();
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
        member.lock(patient ? Deadline.NEVER : MailboxMembership.patience());
        try {
            if (!isOurs(question)) {
                done++;
                return false;
            }
            int slot = question.slot();
            if (slots.waiter(slot) == EntryTable.NONE || !slots.isCall(slot)) {
                member.finish(slot);
            } else {
                writing.answer(slot, error, body);
                slots.reply(slot, status);
                member.answered();
            }
            done++;
        } finally {
            member.unlock();
        }
        member.moved(1);
        return true;
    }

    /** Waits until a message can be had, and takes nothing. */
    public MailboxOutcome awaitMessage(Deadline deadline) {
        for (; ; ) {
            if (hasMessage()) {
                return MailboxOutcome.DONE;
            }
            if (member.file.isRemoved()) {
                return MailboxOutcome.REMOVED;
            }
            MailboxOutcome outcome =
                    SendPath.outcome(
                            member.sleep(
                                    MailboxMembership.FOR_MESSAGES, this::hasMessage, deadline));
            if (outcome != MailboxOutcome.DONE || member.overslept()) {
                member.lock(deadline);
                try {
                    member.sweep();
                } finally {
                    member.unlock();
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
            if (done < count && !member.isAbandoned()) {
                acknowledge(delivered ? count : 0);
            }
        } catch (RuntimeException | Error e) {
            member.leavesThingsBehind();
            boolean gone = e instanceof IpcException known && known.category() == Category.REMOVED;
            if (!gone) { // else what was in our hands has gone with the mailbox
                throw e;
            }
        } finally {
            member.close();
        }
    }
}
