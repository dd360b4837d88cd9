package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectFile;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The table of slots and the lists over it. All that changes something, and all that follows a
 * list, wants the mailbox's lock held by the caller.
 */
final class EntryTable {
    /** No slot. */
    static final int NONE = -1;

    private final Mapping shared;
    private final MailboxSpec spec;
    private final EntryStore table;
    private final int slots;
    private final int limit;
    private final EntryList[] ready = new EntryList[MailboxLayout.PRIORITIES];
    private final EntryList held;
    private final EntryList pending;
    private final EntryList offers;

    /** Whether a change was begun and not finished, because something failed in it. */
    private boolean torn;

    EntryTable(MailboxFile file) {
        this.shared = file.shared;
        this.spec = file.spec;
        this.table = file.table();
        this.slots = table.size();
        this.limit = spec.limit();
        for (int priority = 0; priority < ready.length; priority++) {
            ready[priority] = list(priority, EntryLayout.NEXT);
        }
        held = list(MailboxLayout.HELD, EntryLayout.NEXT);
        pending = list(MailboxLayout.PENDING, EntryLayout.NEXT);
        offers = list(MailboxLayout.OFFERS, EntryLayout.NEXT_OFFER);
    }

    private EntryList list(int list, long next) {
        return new EntryList(shared, table, list, next);
    }

    /**
     * Whether a change was begun and not finished: then {@link #rebuild} is due before anybody else
     * has the lock.
     */
    boolean isTorn() {
        return torn;
    }

    /** Where the slots are in memory. */
    EntryStore table() {
        return table;
    }

    /** How many slots there are. */
    int size() {
        return slots;
    }

    /** How many messages may be there that are not pending. */
    int limit() {
        return limit;
    }

    /** No lock is needed to read it. */
    long state(int slot) {
        return Words.getAcquire(table.memory(slot), table.line(slot) + EntryLayout.STATE);
    }

    private void setState(int slot, long state) {
        Words.setRelease(table.memory(slot), table.line(slot) + EntryLayout.STATE, state);
    }

    long number(int slot) {
        return Words.get(table.memory(slot), table.line(slot) + EntryLayout.NUMBER);
    }

    private int priority(int slot) {
        int priority = Words.getInt(table.memory(slot), table.line(slot) + EntryLayout.PRIORITY);
        if (priority < 0 || priority >= MailboxLayout.PRIORITIES) {
            throw ObjectFile.damaged("a message has an impossible priority");
        }
        return priority;
    }

    /** The seat of the sender who waits for what becomes of it; NONE if nobody does. */
    int waiter(int slot) {
        int waiter = Words.getInt(table.memory(slot), table.line(slot) + EntryLayout.WAITER);
        if (waiter < 0 || waiter > MailboxLayout.MAX_PARTICIPANTS) {
            throw ObjectFile.damaged("somebody waits who cannot be");
        }
        return waiter - 1;
    }

    boolean isCall(int slot) {
        return Words.getInt(table.memory(slot), table.line(slot) + EntryLayout.IS_CALL) != 0;
    }

    /** The boot-time clock's millisecond at which its claim ends; 0 if by death alone. */
    long lease(int slot) {
        return Words.get(table.memory(slot), table.line(slot) + EntryLayout.LEASE);
    }

    void setLease(int slot, long end) {
        Words.set(table.memory(slot), table.line(slot) + EntryLayout.LEASE, end);
    }

    int ready() {
        return count(MailboxLayout.READY_AT);
    }

    /** Claimed, or answered. */
    int held() {
        return count(MailboxLayout.HELD_AT);
    }

    int pending() {
        return count(MailboxLayout.PENDING_AT);
    }

    int offers() {
        return count(MailboxLayout.OFFERS_AT);
    }

    private int count(long at) {
        int count = Words.getIntAcquire(shared, at);
        if (count < 0 || count > slots) {
            throw ObjectFile.damaged("its count of messages is impossible");
        }
        return count;
    }

    private void add(long at, int difference) {
        Words.setIntRelease(shared, at, Words.getInt(shared, at) + difference);
    }

    /** Whether one more may come; a look that needs no lock. */
    boolean hasRoom() {
        return ready() + held() < limit;
    }

    /**
     * A slot for a message, still free; NONE if there is no room for more.
     *
     * @param bytes of all that is to be in it
     * @throws IpcException NO_SPACE
     */
    int free(long bytes) {
        return hasRoom() ? anyFree(bytes) : NONE;
    }

    /** A slot for a message beyond the limit, still free; NONE if too many are pending. */
    int freeBeyond(long bytes) {
        return pending() < MailboxSpec.MOST_PENDING ? anyFree(bytes) : NONE;
    }

    private int anyFree(long bytes) {
        int slot = table.free(bytes);
        if (slot == NONE) {
            throw ObjectFile.damaged("there are more messages than it says");
        }
        return slot;
    }

    /** S4 and S5: what was written into the slot that {@link #free} gave can be had from now on. */
    void commit(int slot) {
        torn = true;
        enter(slot, EntryState.ready(0));
        linkReady(slot);
        torn = false;
    }

    /** The same of one that {@link #freeBeyond} gave: it can be had when there is room. */
    void park(int slot) {
        torn = true;
        enter(slot, EntryState.PENDING);
        linkPending(slot);
        torn = false;
    }

    private void enter(int slot, long state) {
        long number = Words.get(shared, MailboxLayout.NEXT_NUMBER_AT);
        Words.set(table.memory(slot), table.line(slot) + EntryLayout.NUMBER, number);
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, number + 1);
        if (spec.durable()) {
            Checksum.put(table, slot);
        }
        setState(slot, state);
        MailboxStep.MS4.reached();
        table.take(slot);
    }

    /** The one to be received next; NONE if there is none. The lock is held. */
    int best() {
        int priorities = Words.getIntAcquire(shared, MailboxLayout.PRIORITIES_AT);
        if (priorities == 0) {
            if (ready() != 0) {
                throw ObjectFile.damaged("it has messages that are in no list");
            }
            return NONE;
        }
        int slot = ready[highest(priorities)].first();
        if (slot == NONE || EntryState.kind(state(slot)) != EntryState.READY) {
            throw ObjectFile.damaged("a list of messages leads nowhere");
        }
        return slot;
    }

    private static int highest(int priorities) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(priorities);
    }

    /** R3 and R4: somebody has it from now on, one time more. */
    void claim(int slot, int holder, long lease) {
        torn = true;
        setLease(slot, lease);
        setState(slot, EntryState.claimed(holder, EntryState.times(state(slot)) + 1));
        MailboxStep.MR3.reached();
        unlinkReady(slot);
        linkHeld(slot);
        torn = false;
    }

    /** The claim goes to somebody else, or to nobody until its lease ends; no time more. */
    void handOver(int slot, int holder) {
        setState(slot, EntryState.claimed(holder, EntryState.times(state(slot))));
    }

    /** K2 and K3: nobody needs what is claimed or answered any more. */
    void acknowledge(int slot) {
        torn = true;
        setState(slot, EntryState.FREE);
        MailboxStep.MK2.reached();
        unlinkHeld(slot);
        tally(MailboxLayout.ACKNOWLEDGED_AT);
        table.give(slot);
        promote();
        torn = false;
    }

    private void tally(long at) {
        Words.set(shared, at, Words.get(shared, at) + 1);
    }

    /** What is claimed has become its own answer. */
    void reply(int slot, int status) {
        Words.setInt(table.memory(slot), table.line(slot) + EntryLayout.STATUS, status);
        setState(slot, EntryState.replied(EntryState.times(state(slot))));
        MailboxStep.MA2.reached();
    }

    /** It comes again, at its place among those of its priority. */
    void giveBack(int slot) {
        torn = true;
        setState(slot, EntryState.ready(EntryState.times(state(slot))));
        unlinkHeld(slot);
        tally(MailboxLayout.REDELIVERED_AT);
        linkReady(slot);
        torn = false;
    }

    /** A ready one goes without having been received. */
    void withdraw(int slot) {
        torn = true;
        setState(slot, EntryState.FREE);
        unlinkReady(slot);
        table.give(slot);
        promote();
        torn = false;
    }

    /** A pending one goes without having been received. */
    void unpark(int slot) {
        torn = true;
        setState(slot, EntryState.FREE);
        unlinkPending(slot);
        table.give(slot);
        torn = false;
    }

    /** Nobody waits any longer for what becomes of it. */
    void forgetWaiter(int slot) {
        if (waiter(slot) == NONE) {
            return;
        }
        torn = true;
        if (EntryState.kind(state(slot)) == EntryState.READY) {
            offers.remove(slot);
            add(MailboxLayout.OFFERS_AT, -1);
        }
        Words.setInt(table.memory(slot), table.line(slot) + EntryLayout.WAITER, 0);
        torn = false;
    }

    /** As long as there is room, what is pending becomes ready, in the order in which it came. */
    private void promote() {
        while (Words.getInt(shared, MailboxLayout.PENDING_AT) > 0 && hasRoom()) {
            int slot = pending.first();
            if (slot == NONE || EntryState.kind(state(slot)) != EntryState.PENDING) {
                throw ObjectFile.damaged("the list of what is pending leads nowhere");
            }
            setState(slot, EntryState.ready(0));
            MailboxStep.MP2.reached();
            unlinkPending(slot);
            linkReady(slot);
        }
    }

    /** Does something with each that is claimed or answered, which may leave the list by that. */
    void eachHeld(IntConsumer action) {
        each(held, held(), action);
    }

    /** The same with each that is pending. */
    void eachPending(IntConsumer action) {
        each(pending, pending(), action);
    }

    /** The same with each that is ready and has a sender who waits. */
    void eachOffer(IntConsumer action) {
        each(offers, offers(), action);
    }

    private static void each(EntryList list, int most, IntConsumer action) {
        list.whileEach(
                most,
                slot -> {
                    action.accept(slot);
                    return true;
                });
    }

    /**
     * Does something with each ready slot, in the order in which they would be received, as long as
     * that says true.
     */
    void whileEachReady(IntPredicate action) {
        int most = ready();
        for (int left = Words.getInt(shared, MailboxLayout.PRIORITIES_AT); left != 0; ) {
            int priority = highest(left);
            if (!ready[priority].whileEach(most, action)) {
                return;
            }
            left &= ~(1 << priority);
        }
    }

    private void linkReady(int slot) {
        int priority = priority(slot);
        ready[priority].insert(slot, ready());
        setPriorities(Words.getInt(shared, MailboxLayout.PRIORITIES_AT) | 1 << priority);
        add(MailboxLayout.READY_AT, 1);
        if (waiter(slot) != NONE) {
            offers.append(slot);
            add(MailboxLayout.OFFERS_AT, 1);
        }
    }

    private void unlinkReady(int slot) {
        int priority = priority(slot);
        ready[priority].remove(slot);
        if (ready[priority].isEmpty()) {
            setPriorities(Words.getInt(shared, MailboxLayout.PRIORITIES_AT) & ~(1 << priority));
        }
        add(MailboxLayout.READY_AT, -1);
        if (waiter(slot) != NONE) {
            offers.remove(slot);
            add(MailboxLayout.OFFERS_AT, -1);
        }
    }

    private void setPriorities(int priorities) {
        Words.setIntRelease(shared, MailboxLayout.PRIORITIES_AT, priorities);
    }

    private void linkHeld(int slot) {
        held.append(slot);
        add(MailboxLayout.HELD_AT, 1);
    }

    private void unlinkHeld(int slot) {
        held.remove(slot);
        add(MailboxLayout.HELD_AT, -1);
    }

    private void linkPending(int slot) {
        pending.insert(slot, pending());
        add(MailboxLayout.PENDING_AT, 1);
    }

    private void unlinkPending(int slot) {
        pending.remove(slot);
        add(MailboxLayout.PENDING_AT, -1);
    }

    /** REBUILD: all that is derived, from the states. */
    void rebuild() {
        torn = true;
        for (EntryList list : ready) {
            list.clear();
        }
        held.clear();
        pending.clear();
        offers.clear();
        setPriorities(0);
        Words.setInt(shared, MailboxLayout.READY_AT, 0);
        Words.setInt(shared, MailboxLayout.HELD_AT, 0);
        Words.setInt(shared, MailboxLayout.PENDING_AT, 0);
        Words.setInt(shared, MailboxLayout.OFFERS_AT, 0);
        MailboxStep.MB1.reached();
        table.rebuild();
        table.eachUsed(
                slot -> {
                    switch (EntryState.kind(state(slot))) {
                        case EntryState.READY -> linkReady(slot);
                        case EntryState.PENDING -> linkPending(slot);
                        case EntryState.CLAIMED, EntryState.REPLIED -> linkHeld(slot);
                        default -> throw ObjectFile.damaged("a slot is in an impossible state");
                    }
                });
        promote();
        torn = false;
    }

    /**
     * RECOVER: after another boot, of what was written to the disk: what is whole can be had,
     * marked, for nobody knows whether it was received; what is not whole was never reported.
     */
    void recover() {
        torn = true;
        long[] next = {Math.max(1, Words.get(shared, MailboxLayout.NEXT_NUMBER_AT))};
        table.each(
                slot -> {
                    long state = state(slot);
                    boolean kept =
                            switch (EntryState.kind(state)) {
                                case EntryState.READY, EntryState.CLAIMED, EntryState.PENDING ->
                                        !isCall(slot) && Checksum.isRight(table, slot, spec);
                                default -> false;
                            };
                    if (!kept) {
                        setState(slot, EntryState.FREE);
                        return;
                    }
                    next[0] = Math.max(next[0], number(slot) + 1);
                    Words.setInt(table.memory(slot), table.line(slot) + EntryLayout.WAITER, 0);
                    setState(slot, EntryState.ready(Math.max(1, EntryState.times(state))));
                });
        Words.set(shared, MailboxLayout.NEXT_NUMBER_AT, next[0]);
        rebuild();
    }
}
