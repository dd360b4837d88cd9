package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoItem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The contents of the ring while {@link RingTimeline} replays the events of a demonstration. The
 * ring contains the items from number {@code out} up to, but not including, number {@code in}.
 */
final class TimelineRing {
    private final int slots;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long in;
    private long out;

    /** An item in the ring. */
    static final class Entry {
        final DemoItem item;

        /** The consumer that has claimed the item; null when the item is not claimed. */
        DemoWorker claimant;

        /**
         * True when the claimant has finished its work on the item. The claimant acknowledges the
         * item in its next step.
         */
        boolean worked;

        boolean consumed;

        Entry(DemoItem item) {
            this.item = item;
        }
    }

    TimelineRing(int slots) {
        this.slots = slots;
    }

    /**
     * Returns the number of items that were put so far. Items are numbered from 0, so the result is
     * also the number that the next item will have.
     */
    long in() {
        return in;
    }

    boolean isEmpty() {
        return in == out;
    }

    boolean isFull() {
        return in - out == slots - 1;
    }

    /** Returns whether the ring contains no item that a consumer could claim. */
    boolean nothingToTake() {
        return entries.stream().allMatch(entry -> entry.claimant != null || entry.consumed);
    }

    /** Puts an item and returns its slot. */
    int put(DemoItem item) {
        entries.add(new Entry(item));
        return (int) (in++ % slots);
    }

    /**
     * Returns the entry of an item; null when the ring does not contain the item. The items are
     * numbered from 0 in the order in which they were put.
     */
    Entry entry(long number) {
        return number < out ? null : entries.stream().skip(number - out).findFirst().orElse(null);
    }

    /** Returns the oldest item; must not be called when the ring is empty. */
    DemoItem oldest() {
        return entries.getFirst().item;
    }

    /**
     * Moves {@code out} past the consumed items at the beginning of the ring, and returns the
     * number of these items.
     */
    int moveOut() {
        int moved = 0;
        while (!entries.isEmpty() && entries.getFirst().consumed) {
            entries.removeFirst();
            moved++;
        }
        out += moved;
        return moved;
    }

    /**
     * Releases the claims of a dead consumer. An item on which the consumer had finished its work
     * counts as consumed.
     *
     * @return the entries that the consumer had claimed
     */
    List<Entry> releaseClaimsOf(DemoWorker dead) {
        List<Entry> held = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.claimant == dead) {
                entry.claimant = null;
                entry.consumed = entry.worked;
                held.add(entry);
            }
        }
        moveOut();
        return held;
    }

    DemoBufferState state() {
        StringBuilder states = new StringBuilder().repeat(DemoBufferState.FREE, slots);
        String[] names = new String[slots];
        Arrays.fill(names, "");
        int at = (int) (out % slots);
        for (Entry entry : entries) {
            states.setCharAt(at, state(entry));
            names[at] = entry.item.name();
            at = (at + 1) % slots;
        }
        return new DemoBufferState(
                (int) (in % slots), (int) (out % slots), states.toString(), names);
    }

    private static char state(Entry entry) {
        if (entry.consumed) {
            return DemoBufferState.DONE;
        }
        return entry.claimant == null ? DemoBufferState.FULL : DemoBufferState.CLAIMED;
    }
}
