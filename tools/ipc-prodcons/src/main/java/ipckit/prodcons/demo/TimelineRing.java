package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoItem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is in the ring at one point of its story: the items from number {@code out} to {@code in}.
 */
final class TimelineRing {
    private final int slots;
    private final ArrayDeque<Place> places = new ArrayDeque<>();
    private long in;
    private long out;

    /** An item in its slot. */
    static final class Place {
        final DemoItem item;

        /** The consumer that has claimed it; null for none. */
        DemoWorker holder;

        /** Whether its holder is about to acknowledge it. */
        boolean worked;

        boolean consumed;

        Place(DemoItem item) {
            this.item = item;
        }
    }

    TimelineRing(int slots) {
        this.slots = slots;
    }

    /** How many items were ever put. */
    long in() {
        return in;
    }

    boolean isEmpty() {
        return in == out;
    }

    boolean isFull() {
        return in - out == slots - 1;
    }

    /** Whether all that is there is in somebody's hands. */
    boolean nothingToTake() {
        for (Place place : places) {
            if (place.holder == null && !place.consumed) {
                return false;
            }
        }
        return true;
    }

    /** Puts an item; which slot it is in. */
    int put(DemoItem item) {
        places.add(new Place(item));
        return (int) (in++ % slots);
    }

    /** The place of an item that is still there, or null. */
    Place place(long number) {
        long at = number - out;
        for (Place place : places) {
            if (at-- == 0) {
                return place;
            }
        }
        return null;
    }

    /** The oldest item; there must be one. */
    DemoItem oldest() {
        return places.getFirst().item;
    }

    /** Moves {@code out} past what is consumed; by how many items. */
    int moveOut() {
        int moved = 0;
        while (!places.isEmpty() && places.getFirst().consumed) {
            places.removeFirst();
            moved++;
        }
        out += moved;
        return moved;
    }

    /** A consumer has died: what it held is nobody's, or done; what that was. */
    List<Place> giveUp(DemoWorker dead) {
        List<Place> held = new ArrayList<>();
        for (Place place : places) {
            if (place.holder == dead) {
                place.holder = null;
                place.consumed = place.worked;
                held.add(place);
            }
        }
        moveOut();
        return held;
    }

    DemoBufferState picture() {
        StringBuilder states = new StringBuilder().repeat(DemoBufferState.FREE, slots);
        String[] names = new String[slots];
        Arrays.fill(names, "");
        int at = (int) (out % slots);
        for (Place place : places) {
            states.setCharAt(at, state(place));
            names[at] = place.item.name();
            at = (at + 1) % slots;
        }
        return new DemoBufferState(
                (int) (in % slots), (int) (out % slots), states.toString(), names);
    }

    private static char state(Place place) {
        if (place.consumed) {
            return DemoBufferState.DONE;
        }
        return place.holder == null ? DemoBufferState.FULL : DemoBufferState.IN_HAND;
    }
}
