package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The table of slots and the lists over it. All that changes something, and all that follows a
 * list, wants the mailbox's lock held by the caller.
 */
final class Slots {
    /** No slot. */
    static final int NONE = -1;

    private final Mapping shared;
    private final BoxSpec spec;
    private final Table table;
    private final int slots;
    private final int limit;

    Slots(BoxFile file) {
        this.shared = file.shared;
        this.spec = file.spec;
        this.table = file.table();
        this.slots = table.size();
        this.limit = spec.limit();
    }

    /** Where the slots are in memory. */
    Table table() {
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
        return Words.getAcquire(table.memory(slot), table.line(slot) + LineLayout.STATE);
    }

    private void setState(int slot, long state) {
        Words.setRelease(table.memory(slot), table.line(slot) + LineLayout.STATE, state);
    }

    long number(int slot) {
        return Words.get(table.memory(slot), table.line(slot) + LineLayout.NUMBER);
    }

    private int priority(int slot) {
        int priority = Words.getInt(table.memory(slot), table.line(slot) + LineLayout.PRIORITY);
        if (priority < 0 || priority >= BoxLayout.PRIORITIES) {
            throw damaged("a message has an impossible priority");
        }
        return priority;
    }

    /** The seat of the sender who waits for what becomes of it; NONE if nobody does. */
    int waiter(int slot) {
        int waiter = Words.getInt(table.memory(slot), table.line(slot) + LineLayout.WAITER);
        if (waiter < 0 || waiter > BoxLayout.SEATS) {
            throw damaged("somebody waits who cannot be");
        }
        return waiter - 1;
    }

    boolean isCall(int slot) {
        return Words.getInt(table.memory(slot), table.line(slot) + LineLayout.IS_CALL) != 0;
    }

    /** The boot-time clock's millisecond at which its claim ends; 0 if by death alone. */
    long lease(int slot) {
        return Words.get(table.memory(slot), table.line(slot) + LineLayout.LEASE);
    }

    void setLease(int slot, long end) {
        Words.set(table.memory(slot), table.line(slot) + LineLayout.LEASE, end);
    }

    int ready() {
        return count(BoxLayout.READY_AT);
    }

    /** Claimed, or answered. */
    int held() {
        return count(BoxLayout.HELD_AT);
    }

    int pending() {
        return count(BoxLayout.PENDING_AT);
    }

    int offers() {
        return count(BoxLayout.OFFERS_AT);
    }

    private int count(long at) {
        int count = Words.getIntAcquire(shared, at);
        if (count < 0 || count > slots) {
            throw damaged("its count of messages is impossible");
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
        return pending() < BoxSpec.MOST_PENDING ? anyFree(bytes) : NONE;
    }

    private int anyFree(long bytes) {
        int slot = table.free(bytes);
        if (slot == NONE) {
            throw damaged("there are more messages than it says");
        }
        return slot;
    }

    /** S4 and S5: what was written into the slot that {@link #free} gave can be had from now on. */
    void commit(int slot) {
        enter(slot, State.ready(0));
        linkReady(slot);
    }

    /** The same of one that {@link #freeBeyond} gave: it can be had when there is room. */
    void park(int slot) {
        enter(slot, State.PENDING);
        link(BoxLayout.PENDING, slot);
        add(BoxLayout.PENDING_AT, 1);
    }

    private void enter(int slot, long state) {
        long number = Words.get(shared, BoxLayout.NEXT_NUMBER_AT);
        Words.set(table.memory(slot), table.line(slot) + LineLayout.NUMBER, number);
        Words.set(shared, BoxLayout.NEXT_NUMBER_AT, number + 1);
        if (spec.durable()) {
            Checksum.put(table, slot);
        }
        setState(slot, state);
        BoxStep.MS4.reached();
        table.take(slot);
    }

    /** The one to be received next; NONE if there is none. The lock is held. */
    int best() {
        int priorities = Words.getIntAcquire(shared, BoxLayout.PRIORITIES_AT);
        if (priorities == 0) {
            if (ready() != 0) {
                throw damaged("it has messages that are in no list");
            }
            return NONE;
        }
        int slot = slot(BoxLayout.first(highest(priorities)));
        if (slot == NONE || State.kind(state(slot)) != State.READY) {
            throw damaged("a list of messages leads nowhere");
        }
        return slot;
    }

    private static int highest(int priorities) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(priorities);
    }

    /** R3 and R4: somebody has it from now on, one time more. */
    void claim(int slot, int holder, long lease) {
        setLease(slot, lease);
        setState(slot, State.claimed(holder, State.times(state(slot)) + 1));
        BoxStep.MR3.reached();
        unlinkReady(slot);
        hold(slot);
    }

    private void hold(int slot) {
        append(BoxLayout.HELD, slot);
        add(BoxLayout.HELD_AT, 1);
    }

    private void letGo(int slot) {
        unlink(BoxLayout.HELD, slot);
        add(BoxLayout.HELD_AT, -1);
    }

    /** The claim goes to somebody else, or to nobody until its lease ends; no time more. */
    void handOver(int slot, int holder) {
        setState(slot, State.claimed(holder, State.times(state(slot))));
    }

    /** K2 and K3: nobody needs what is claimed or answered any more. */
    void acknowledge(int slot) {
        setState(slot, State.FREE);
        BoxStep.MK2.reached();
        letGo(slot);
        Words.set(
                shared,
                BoxLayout.ACKNOWLEDGED_AT,
                Words.get(shared, BoxLayout.ACKNOWLEDGED_AT) + 1);
        table.give(slot);
        promote();
    }

    /** What is claimed has become its own answer. */
    void reply(int slot, int status) {
        Words.setInt(table.memory(slot), table.line(slot) + LineLayout.STATUS, status);
        setState(slot, State.replied(State.times(state(slot))));
        BoxStep.MA2.reached();
    }

    /** It comes again, at its place among those of its priority. */
    void giveBack(int slot) {
        setState(slot, State.ready(State.times(state(slot))));
        letGo(slot);
        Words.set(
                shared, BoxLayout.REDELIVERED_AT, Words.get(shared, BoxLayout.REDELIVERED_AT) + 1);
        linkReady(slot);
    }

    /** A ready one goes without having been received. */
    void withdraw(int slot) {
        setState(slot, State.FREE);
        unlinkReady(slot);
        table.give(slot);
        promote();
    }

    /** A pending one goes without having been received. */
    void unpark(int slot) {
        setState(slot, State.FREE);
        unlink(BoxLayout.PENDING, slot);
        add(BoxLayout.PENDING_AT, -1);
        table.give(slot);
    }

    /** Nobody waits any longer for what becomes of it. */
    void forgetWaiter(int slot) {
        if (waiter(slot) == NONE) {
            return;
        }
        boolean ready = State.kind(state(slot)) == State.READY;
        Words.setInt(table.memory(slot), table.line(slot) + LineLayout.WAITER, 0);
        if (ready) {
            add(BoxLayout.OFFERS_AT, -1);
        }
    }

    /** As long as there is room, what is pending becomes ready, in the order in which it came. */
    private void promote() {
        while (Words.getInt(shared, BoxLayout.PENDING_AT) > 0 && hasRoom()) {
            int slot = slot(BoxLayout.first(BoxLayout.PENDING));
            if (slot == NONE || State.kind(state(slot)) != State.PENDING) {
                throw damaged("the list of what is pending leads nowhere");
            }
            setState(slot, State.ready(0));
            BoxStep.MP2.reached();
            unlink(BoxLayout.PENDING, slot);
            add(BoxLayout.PENDING_AT, -1);
            linkReady(slot);
        }
    }

    /** Does something with each slot of a list, which may leave the list by that. */
    void each(int list, IntConsumer action) {
        whileEach(
                list,
                slot -> {
                    action.accept(slot);
                    return true;
                });
    }

    private boolean whileEach(int list, IntPredicate action) {
        int slot = slot(BoxLayout.first(list));
        for (int steps = 0; slot != NONE; steps++) {
            if (steps > slots) {
                throw damaged("a list of messages has no end");
            }
            int next = next(slot);
            if (!action.test(slot)) {
                return false;
            }
            slot = next;
        }
        return true;
    }

    /**
     * Does something with each ready slot, in the order in which they would be received, as long as
     * that says true.
     */
    void whileEachReady(IntPredicate action) {
        for (int left = Words.getInt(shared, BoxLayout.PRIORITIES_AT); left != 0; ) {
            int priority = highest(left);
            if (!whileEach(priority, action)) {
                return;
            }
            left &= ~(1 << priority);
        }
    }

    /** The same with all of them. */
    void eachReady(IntConsumer action) {
        whileEachReady(
                slot -> {
                    action.accept(slot);
                    return true;
                });
    }

    private void linkReady(int slot) {
        int priority = priority(slot);
        link(priority, slot);
        Words.setIntRelease(
                shared,
                BoxLayout.PRIORITIES_AT,
                Words.getInt(shared, BoxLayout.PRIORITIES_AT) | 1 << priority);
        add(BoxLayout.READY_AT, 1);
        if (waiter(slot) != NONE) {
            add(BoxLayout.OFFERS_AT, 1);
        }
    }

    private void unlinkReady(int slot) {
        int priority = priority(slot);
        unlink(priority, slot);
        if (slot(BoxLayout.first(priority)) == NONE) {
            Words.setIntRelease(
                    shared,
                    BoxLayout.PRIORITIES_AT,
                    Words.getInt(shared, BoxLayout.PRIORITIES_AT) & ~(1 << priority));
        }
        add(BoxLayout.READY_AT, -1);
        if (waiter(slot) != NONE) {
            add(BoxLayout.OFFERS_AT, -1);
        }
    }

    /** Puts one into a list, behind all that have lower numbers. */
    private void link(int list, int slot) {
        int before = slot(BoxLayout.last(list));
        for (int steps = 0; before != NONE && number(before) > number(slot); steps++) {
            if (steps > slots) {
                throw damaged("a list of messages has no end");
            }
            before = previous(before);
        }
        int after = before == NONE ? slot(BoxLayout.first(list)) : next(before);
        join(list, before, slot);
        join(list, slot, after);
    }

    private void append(int list, int slot) {
        join(list, slot(BoxLayout.last(list)), slot);
        join(list, slot, NONE);
    }

    private void unlink(int list, int slot) {
        join(list, previous(slot), next(slot));
    }

    /** Makes two neighbours; NONE is the list's end. */
    private void join(int list, int before, int after) {
        if (before == NONE) {
            Words.setInt(shared, BoxLayout.first(list), after + 1);
        } else {
            Words.setInt(table.memory(before), table.line(before) + LineLayout.NEXT, after + 1);
        }
        if (after == NONE) {
            Words.setInt(shared, BoxLayout.last(list), before + 1);
        } else {
            Words.setInt(table.memory(after), table.line(after) + LineLayout.PREVIOUS, before + 1);
        }
    }

    private int next(int slot) {
        return slot(table.memory(slot), table.line(slot) + LineLayout.NEXT);
    }

    private int previous(int slot) {
        return slot(table.memory(slot), table.line(slot) + LineLayout.PREVIOUS);
    }

    private int slot(long at) {
        return slot(shared, at);
    }

    private int slot(Mapping memory, long at) {
        int stored = Words.getIntAcquire(memory, at);
        if (stored < 0 || stored > slots) {
            throw damaged("a list leads outside of it");
        }
        return stored - 1;
    }

    /** REBUILD: all that is derived, from the states. */
    void rebuild() {
        for (int list = 0; list < BoxLayout.LISTS; list++) {
            Words.setInt(shared, BoxLayout.first(list), 0);
            Words.setInt(shared, BoxLayout.last(list), 0);
        }
        Words.setInt(shared, BoxLayout.PRIORITIES_AT, 0);
        Words.setInt(shared, BoxLayout.READY_AT, 0);
        Words.setInt(shared, BoxLayout.HELD_AT, 0);
        Words.setInt(shared, BoxLayout.PENDING_AT, 0);
        Words.setInt(shared, BoxLayout.OFFERS_AT, 0);
        BoxStep.MB1.reached();
        table.rebuild();
        table.eachUsed(
                slot -> {
                    switch (State.kind(state(slot))) {
                        case State.READY -> linkReady(slot);
                        case State.PENDING -> {
                            link(BoxLayout.PENDING, slot);
                            add(BoxLayout.PENDING_AT, 1);
                        }
                        case State.CLAIMED, State.REPLIED -> hold(slot);
                        default -> throw damaged("a slot is in an impossible state");
                    }
                });
        promote();
    }

    /**
     * RECOVER: after another boot, of what was written to the disk: what is whole can be had,
     * marked, for nobody knows whether it was received; what is not whole was never reported.
     */
    void recover() {
        long[] next = {1};
        table.each(
                slot -> {
                    long state = state(slot);
                    boolean kept =
                            switch (State.kind(state)) {
                                case State.READY, State.CLAIMED, State.PENDING ->
                                        !isCall(slot) && Checksum.isRight(table, slot, spec);
                                default -> false;
                            };
                    if (!kept) {
                        setState(slot, State.FREE);
                        return;
                    }
                    next[0] = Math.max(next[0], number(slot) + 1);
                    Words.setInt(table.memory(slot), table.line(slot) + LineLayout.WAITER, 0);
                    setState(slot, State.ready(Math.max(1, State.times(state))));
                });
        Words.set(shared, BoxLayout.NEXT_NUMBER_AT, next[0]);
        rebuild();
    }

    static IpcException damaged(String how) {
        return new IpcException(Category.CORRUPT, "damaged: " + how);
    }
}
