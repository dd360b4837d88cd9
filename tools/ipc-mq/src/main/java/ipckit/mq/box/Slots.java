package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The table of slots and the lists over it. All that changes something, and all that follows a
 * list, wants the mailbox's lock held by the caller.
 */
final class Slots {
    /** No slot. */
    static final int NONE = -1;

    private final Mapping shared;
    private final int slots;
    private final int limit;

    Slots(Mapping shared, BoxSpec spec) {
        this.shared = shared;
        this.slots = spec.slots();
        this.limit = spec.limit();
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
        return Words.getAcquire(shared, BoxLayout.line(slot) + LineLayout.STATE);
    }

    private void setState(int slot, long state) {
        Words.setRelease(shared, BoxLayout.line(slot) + LineLayout.STATE, state);
    }

    long number(int slot) {
        return Words.get(shared, BoxLayout.line(slot) + LineLayout.NUMBER);
    }

    private int priority(int slot) {
        int priority = Words.getInt(shared, BoxLayout.line(slot) + LineLayout.PRIORITY);
        if (priority < 0 || priority >= BoxLayout.PRIORITIES) {
            throw damaged("a message has an impossible priority");
        }
        return priority;
    }

    /** The seat of the sender who waits for what becomes of it; NONE if nobody does. */
    int waiter(int slot) {
        int waiter = Words.getInt(shared, BoxLayout.line(slot) + LineLayout.WAITER);
        if (waiter < 0 || waiter > BoxLayout.SEATS) {
            throw damaged("somebody waits who cannot be");
        }
        return waiter - 1;
    }

    boolean isCall(int slot) {
        return Words.getInt(shared, BoxLayout.line(slot) + LineLayout.IS_CALL) != 0;
    }

    /** The boot-time clock's millisecond at which its claim ends; 0 if by death alone. */
    long lease(int slot) {
        return Words.get(shared, BoxLayout.line(slot) + LineLayout.LEASE);
    }

    void setLease(int slot, long end) {
        Words.set(shared, BoxLayout.line(slot) + LineLayout.LEASE, end);
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

    /** A slot for a message, still free; NONE if there is no room for more. */
    int free() {
        return hasRoom() ? anyFree() : NONE;
    }

    /** A slot for a message beyond the limit, still free; NONE if too many are pending. */
    int freeBeyond() {
        return pending() < BoxSpec.MOST_PENDING ? anyFree() : NONE;
    }

    private int anyFree() {
        int slot = slot(BoxLayout.FREE_AT);
        if (slot == NONE || State.kind(state(slot)) != State.FREE) {
            throw damaged("the list of free slots leads nowhere");
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
        Words.set(shared, BoxLayout.line(slot) + LineLayout.NUMBER, number);
        Words.set(shared, BoxLayout.NEXT_NUMBER_AT, number + 1);
        int next = Words.getInt(shared, BoxLayout.line(slot) + LineLayout.NEXT);
        setState(slot, state);
        BoxStep.MS4.reached();
        Words.setInt(shared, BoxLayout.FREE_AT, next);
    }

    /** The one to be received next; NONE if there is none. */
    int best() {
        int priorities = Words.getIntAcquire(shared, BoxLayout.PRIORITIES_AT);
        if (priorities == 0) {
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
        pushFree(slot);
        promote();
    }

    /** What is claimed has become its own answer. */
    void reply(int slot, int status) {
        Words.setInt(shared, BoxLayout.line(slot) + LineLayout.STATUS, status);
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
        pushFree(slot);
        promote();
    }

    /** A pending one goes without having been received. */
    void unpark(int slot) {
        setState(slot, State.FREE);
        unlink(BoxLayout.PENDING, slot);
        add(BoxLayout.PENDING_AT, -1);
        pushFree(slot);
    }

    /** Nobody waits any longer for what becomes of it. */
    void forgetWaiter(int slot) {
        if (waiter(slot) == NONE) {
            return;
        }
        boolean ready = State.kind(state(slot)) == State.READY;
        Words.setInt(shared, BoxLayout.line(slot) + LineLayout.WAITER, 0);
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
        int slot = slot(BoxLayout.first(list));
        for (int steps = 0; slot != NONE; steps++) {
            if (steps > slots) {
                throw damaged("a list of messages has no end");
            }
            int next = next(slot);
            action.accept(slot);
            slot = next;
        }
    }

    /** Does something with each ready slot, in the order in which they would be received. */
    void eachReady(IntConsumer action) {
        for (int left = Words.getInt(shared, BoxLayout.PRIORITIES_AT); left != 0; ) {
            int priority = highest(left);
            each(priority, action);
            left &= ~(1 << priority);
        }
    }

    private void pushFree(int slot) {
        int before = Words.getInt(shared, BoxLayout.FREE_AT);
        Words.setInt(shared, BoxLayout.line(slot) + LineLayout.NEXT, before);
        Words.setInt(shared, BoxLayout.FREE_AT, slot + 1);
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
        long forward =
                before == NONE ? BoxLayout.first(list) : BoxLayout.line(before) + LineLayout.NEXT;
        long back =
                after == NONE ? BoxLayout.last(list) : BoxLayout.line(after) + LineLayout.PREVIOUS;
        Words.setInt(shared, forward, after + 1);
        Words.setInt(shared, back, before + 1);
    }

    private int next(int slot) {
        return slot(BoxLayout.line(slot) + LineLayout.NEXT);
    }

    private int previous(int slot) {
        return slot(BoxLayout.line(slot) + LineLayout.PREVIOUS);
    }

    private int slot(long at) {
        int stored = Words.getIntAcquire(shared, at);
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
        Words.setInt(shared, BoxLayout.FREE_AT, 0);
        Words.setInt(shared, BoxLayout.PRIORITIES_AT, 0);
        Words.setInt(shared, BoxLayout.READY_AT, 0);
        Words.setInt(shared, BoxLayout.HELD_AT, 0);
        Words.setInt(shared, BoxLayout.PENDING_AT, 0);
        Words.setInt(shared, BoxLayout.OFFERS_AT, 0);
        BoxStep.MB1.reached();
        List<Integer> found = new ArrayList<>();
        for (int slot = slots - 1; slot >= 0; slot--) {
            switch (State.kind(state(slot))) {
                case State.FREE -> pushFree(slot);
                case State.READY, State.PENDING -> found.add(slot);
                case State.CLAIMED, State.REPLIED -> hold(slot);
                default -> throw damaged("a slot is in an impossible state");
            }
        }
        found.sort(Comparator.comparingLong(this::number));
        for (int slot : found) {
            if (State.kind(state(slot)) == State.READY) {
                linkReady(slot);
            } else {
                link(BoxLayout.PENDING, slot);
                add(BoxLayout.PENDING_AT, 1);
            }
        }
        promote();
    }

    static IpcException damaged(String how) {
        return new IpcException(Category.CORRUPT, "damaged: " + how);
    }
}
