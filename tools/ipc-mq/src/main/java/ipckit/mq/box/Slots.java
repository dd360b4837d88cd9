package ipckit.mq.box;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table of slots and the lists over it. All that changes something, and all that follows a
 * list, wants the mailbox's lock held by the caller.
 */
final class Slots {
    /** No slot. */
    static final int NONE = -1;

    private final Mapping shared;
    private final int capacity;

    Slots(Mapping shared, int capacity) {
        this.shared = shared;
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /** No lock is needed to read it. */
    long state(int slot) {
        return Words.getAcquire(shared, BoxLayout.line(slot) + LineLayout.STATE);
    }

    private void setState(int slot, long state) {
        Words.setRelease(shared, BoxLayout.line(slot) + LineLayout.STATE, state);
    }

    private long number(int slot) {
        return Words.get(shared, BoxLayout.line(slot) + LineLayout.SEQUENCE);
    }

    private int priority(int slot) {
        int priority = Words.getInt(shared, BoxLayout.line(slot) + LineLayout.PRIORITY);
        if (priority < 0 || priority >= BoxLayout.PRIORITIES) {
            throw damaged("a message has an impossible priority");
        }
        return priority;
    }

    int ready() {
        return count(BoxLayout.READY_AT);
    }

    int claimed() {
        return count(BoxLayout.CLAIMED_AT);
    }

    private int count(long at) {
        int count = Words.getIntAcquire(shared, at);
        if (count < 0 || count > capacity) {
            throw damaged("its count of messages is impossible");
        }
        return count;
    }

    private void add(long at, int difference) {
        Words.setIntRelease(shared, at, Words.getInt(shared, at) + difference);
    }

    /** A free slot, still free; NONE if there is none. */
    int free() {
        return slot(BoxLayout.FREE_AT);
    }

    /**
     * S4 and S5: what was written into the slot that {@link #free} gave is a message from now on.
     */
    void commit(int slot) {
        long number = Words.get(shared, BoxLayout.NEXT_NUMBER_AT);
        Words.set(shared, BoxLayout.line(slot) + LineLayout.SEQUENCE, number);
        Words.set(shared, BoxLayout.NEXT_NUMBER_AT, number + 1);
        long next = Words.getInt(shared, BoxLayout.line(slot) + LineLayout.NEXT);
        setState(slot, State.ready(0));
        Words.setInt(shared, BoxLayout.FREE_AT, (int) next);
        link(slot);
    }

    /** The one to be received next; NONE if there is none. */
    int best() {
        int priorities = Words.getIntAcquire(shared, BoxLayout.PRIORITIES_AT);
        if (priorities == 0) {
            return NONE;
        }
        int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(priorities);
        int slot = slot(BoxLayout.first(highest));
        if (slot == NONE || State.kind(state(slot)) != State.READY) {
            throw damaged("a list of messages leads nowhere");
        }
        return slot;
    }

    /** R3 and R4: somebody has it from now on, one time more. */
    void claim(int slot, int holder) {
        setState(slot, State.claimed(holder, State.times(state(slot)) + 1));
        unlink(slot);
        add(BoxLayout.CLAIMED_AT, 1);
    }

    /** K2 and K3: nobody needs it any more. */
    void acknowledge(int slot) {
        setState(slot, State.FREE);
        add(BoxLayout.CLAIMED_AT, -1);
        Words.set(
                shared,
                BoxLayout.ACKNOWLEDGED_AT,
                Words.get(shared, BoxLayout.ACKNOWLEDGED_AT) + 1);
        pushFree(slot);
    }

    /** It comes again, at its place among those of its priority. */
    void giveBack(int slot) {
        setState(slot, State.ready(State.times(state(slot))));
        add(BoxLayout.CLAIMED_AT, -1);
        Words.set(
                shared, BoxLayout.REDELIVERED_AT, Words.get(shared, BoxLayout.REDELIVERED_AT) + 1);
        link(slot);
    }

    private void pushFree(int slot) {
        int before = Words.getInt(shared, BoxLayout.FREE_AT);
        Words.setInt(shared, BoxLayout.line(slot) + LineLayout.NEXT, before);
        Words.setInt(shared, BoxLayout.FREE_AT, slot + 1);
    }

    /** Puts a ready one into its list, behind all that have lower numbers. */
    private void link(int slot) {
        int priority = priority(slot);
        int before = slot(BoxLayout.last(priority));
        for (int steps = 0; before != NONE && number(before) > number(slot); steps++) {
            before = previous(before, steps);
        }
        int after = before == NONE ? slot(BoxLayout.first(priority)) : next(before);
        join(priority, before, slot);
        join(priority, slot, after);
        Words.setIntRelease(
                shared,
                BoxLayout.PRIORITIES_AT,
                Words.getInt(shared, BoxLayout.PRIORITIES_AT) | 1 << priority);
        add(BoxLayout.READY_AT, 1);
    }

    private void unlink(int slot) {
        int priority = priority(slot);
        join(priority, previous(slot, 0), next(slot));
        if (slot(BoxLayout.first(priority)) == NONE) {
            Words.setIntRelease(
                    shared,
                    BoxLayout.PRIORITIES_AT,
                    Words.getInt(shared, BoxLayout.PRIORITIES_AT) & ~(1 << priority));
        }
        add(BoxLayout.READY_AT, -1);
    }

    /** Makes two neighbours; NONE is the list's end. */
    private void join(int priority, int before, int after) {
        long forward =
                before == NONE
                        ? BoxLayout.first(priority)
                        : BoxLayout.line(before) + LineLayout.NEXT;
        long back =
                after == NONE
                        ? BoxLayout.last(priority)
                        : BoxLayout.line(after) + LineLayout.PREVIOUS;
        Words.setInt(shared, forward, after + 1);
        Words.setInt(shared, back, before + 1);
    }

    private int next(int slot) {
        return slot(BoxLayout.line(slot) + LineLayout.NEXT);
    }

    private int previous(int slot, int steps) {
        if (steps > capacity) {
            throw damaged("a list of messages has no end");
        }
        return slot(BoxLayout.line(slot) + LineLayout.PREVIOUS);
    }

    private int slot(long at) {
        int stored = Words.getIntAcquire(shared, at);
        if (stored < 0 || stored > capacity) {
            throw damaged("a list leads outside of it");
        }
        return stored - 1;
    }

    /** REBUILD: all that is derived, from the states. */
    void rebuild() {
        List<Integer> found = new ArrayList<>();
        int held = 0;
        Words.setInt(shared, BoxLayout.FREE_AT, 0);
        for (int slot = capacity - 1; slot >= 0; slot--) {
            switch (State.kind(state(slot))) {
                case State.FREE -> pushFree(slot);
                case State.READY -> found.add(slot);
                case State.CLAIMED -> held++;
                default -> throw damaged("a slot is in an impossible state");
            }
        }
        found.sort(Comparator.comparingLong(this::number));
        for (int priority = 0; priority < BoxLayout.PRIORITIES; priority++) {
            Words.setInt(shared, BoxLayout.first(priority), 0);
            Words.setInt(shared, BoxLayout.last(priority), 0);
        }
        Words.setInt(shared, BoxLayout.PRIORITIES_AT, 0);
        Words.setInt(shared, BoxLayout.READY_AT, 0);
        Words.setInt(shared, BoxLayout.CLAIMED_AT, held);
        for (int slot : found) {
            link(slot);
        }
    }

    static IpcException damaged(String how) {
        return new IpcException(Category.CORRUPT, "damaged: " + how);
    }
}
