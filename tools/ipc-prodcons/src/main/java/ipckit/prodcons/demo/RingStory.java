package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened in the ring.
 *
 * <p>Reports reach us in any order, but each item has a number in the ring. An item is put after
 * all with smaller numbers, taken after it was put, and put only when there is room; within what
 * that leaves open, the clock decides. So {@code in} and {@code out} are those of the ring, not
 * those of our hearing.
 *
 * <p>A process that is killed cannot tell what it did last. Of a put that it did not report the
 * proof comes with the item: it is in, because somebody takes it.
 */
final class RingStory implements Story {
    private final int slots;
    private final Map<Worker, ArrayDeque<Report>> heard = new LinkedHashMap<>();
    private final Map<Worker, Integer> reportedPuts = new LinkedHashMap<>();
    private final Set<Worker> dead = new HashSet<>();

    /** Who died, and when, until that has been told. */
    private final Map<Worker, Long> deaths = new LinkedHashMap<>();

    /** The items from number {@code out} to {@code in}. */
    private final ArrayDeque<Place> places = new ArrayDeque<>();

    private long in;
    private long out;
    private long steps;

    RingStory(int slots) {
        this.slots = slots;
    }

    /** An item in its slot. */
    private static final class Place {
        final Item item;
        Worker holder;
        boolean worked;
        boolean consumed;

        Place(Item item) {
            this.item = item;
        }
    }

    @Override
    public void hear(Worker who, Report report) {
        if (report.kind() != Kind.GATE) {
            heard.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(report);
        }
    }

    @Override
    public void died(Worker who) {
        deaths.put(who, System.nanoTime());
    }

    @Override
    public Moment next(long until) {
        for (; ; ) {
            Worker who = choose(until, false);
            if (who == null) {
                who = choose(until, true);
            }
            if (who != null) {
                Moment moment = tell(who, heard.get(who).poll());
                if (moment != null) {
                    return moment;
                }
                continue;
            }
            Moment death = nextDeath(until);
            return death != null ? death : putByTheDead();
        }
    }

    /**
     * Who is next.
     *
     * @param anyWait takes a wait although its reason is not to be seen (any more)
     */
    private Worker choose(long until, boolean anyWait) {
        Worker first = null;
        long earliest = until;
        for (Map.Entry<Worker, ArrayDeque<Report>> entry : heard.entrySet()) {
            Report report = entry.getValue().peek();
            if (report != null
                    && report.nanos() - earliest <= 0
                    && canBeNext(entry.getKey(), report, anyWait)) {
                first = entry.getKey();
                earliest = report.nanos();
            }
        }
        return first;
    }

    private boolean canBeNext(Worker who, Report report, boolean anyWait) {
        return switch (report.kind()) {
            case WAITS -> anyWait || (who.role() == Role.PRODUCER ? isFull() : nothingToTake());
            case PUT -> report.place() == in && !isFull();
            case TAKEN, TAKEN_AGAIN -> report.place() < in;
            default -> true;
        };
    }

    private boolean isFull() {
        return in - out == slots - 1;
    }

    private boolean nothingToTake() {
        for (Place place : places) {
            if (place.holder == null && !place.consumed) {
                return false;
            }
        }
        return true;
    }

    private Moment tell(Worker who, Report report) {
        return switch (report.kind()) {
            case WAITS -> waits(who);
            case PUT -> {
                reportedPuts.merge(who, 1, Integer::sum);
                yield put(who, report.item(), "produces item " + report.item().name());
            }
            case TAKEN, TAKEN_AGAIN -> taken(who, report);
            case WORKED -> {
                Place place = place(report.place());
                if (place != null) {
                    place.worked = true;
                }
                yield null;
            }
            case CONSUMED -> consumed(who, report);
            default -> moment(who, "leaves", "", "has done its work and leaves", false);
        };
    }

    private Moment waits(Worker who) {
        String why;
        if (who.role() == Role.PRODUCER) {
            why =
                    isFull()
                            ? "waits: the buffer is FULL, (in + 1) % " + slots + " == out"
                            : "waits: the buffer was FULL a moment ago";
        } else if (in == out) {
            why = "waits: the buffer is EMPTY, in == out";
        } else if (nothingToTake()) {
            why = "waits: what is in the buffer is in other consumers' hands";
        } else {
            why = "waits: there was nothing to take a moment ago";
        }
        return moment(who, "waits", "", why, false);
    }

    private Moment put(Worker who, Item item, String text) {
        long slot = in % slots;
        places.add(new Place(item));
        in++;
        return moment(who, "produces", item.name(), text + " into slot " + slot, true);
    }

    private Moment taken(Worker who, Report report) {
        boolean again = report.kind() == Kind.TAKEN_AGAIN;
        Place place = place(report.place());
        if (place != null) {
            place.holder = who;
            place.worked = false;
        }
        String text =
                "takes item "
                        + report.item().name()
                        + " from slot "
                        + report.place() % slots
                        + (again ? ", marked: a consumer that died may have had it" : "");
        return moment(who, again ? "takes-again" : "takes", report.item().name(), text, true);
    }

    private Moment consumed(Worker who, Report report) {
        Place place = place(report.place());
        if (place != null) {
            place.consumed = true;
            place.holder = null;
        }
        long before = out;
        moveOut();
        String name = report.item().name();
        String text = "has consumed item " + name;
        if (out == before) {
            text += "; out stays at item " + places.getFirst().item.name() + ", which is not done";
        } else if (out - before > 1) {
            text += "; out moves past " + (out - before) + " items";
        }
        return moment(who, "consumed", name, text, true);
    }

    private void moveOut() {
        while (!places.isEmpty() && places.getFirst().consumed) {
            places.removeFirst();
            out++;
        }
    }

    /** The place of an item that is still in the buffer, or null. */
    private Place place(long number) {
        long at = number - out;
        for (Place place : places) {
            if (at-- == 0) {
                return place;
            }
        }
        return null;
    }

    /** A death comes after everything that the dead could still report. */
    private Moment nextDeath(long until) {
        for (Map.Entry<Worker, Long> death : deaths.entrySet()) {
            Worker who = death.getKey();
            ArrayDeque<Report> left = heard.get(who);
            if (death.getValue() - until <= 0 && (left == null || left.isEmpty())) {
                deaths.remove(who);
                dead.add(who);
                return died(who, new StringBuilder("was killed"));
            }
        }
        return null;
    }

    private Moment died(Worker who, StringBuilder text) {
        List<String> held = new ArrayList<>();
        for (Place place : places) {
            if (place.holder == who) {
                place.holder = null;
                place.consumed = place.worked;
                held.add(place.item.name());
            }
        }
        moveOut();
        for (String name : held) {
            text.append(", with item ").append(name).append(" in its hands");
        }
        return moment(who, "killed", "", text.toString(), true);
    }

    /** Whether an item that somebody has taken was put by one who died before he could say so. */
    private Moment putByTheDead() {
        for (ArrayDeque<Report> reports : heard.values()) {
            Report report = reports.peek();
            boolean taken =
                    report != null
                            && (report.kind() == Kind.TAKEN || report.kind() == Kind.TAKEN_AGAIN)
                            && report.place() == in;
            if (taken) {
                Item item = report.item();
                for (Worker who : dead) {
                    if (who.role() == Role.PRODUCER
                            && who.number() == item.producer()
                            && reportedPuts.getOrDefault(who, 0) < item.serial()) {
                        reportedPuts.put(who, item.serial());
                        String text = "had produced item " + item.name() + " before it died";
                        return put(who, item, text);
                    }
                }
            }
        }
        return null;
    }

    private Moment moment(Worker who, String event, String item, String text, boolean changes) {
        StringBuilder states = new StringBuilder();
        String[] names = new String[slots];
        states.repeat(Picture.FREE, slots);
        Arrays.fill(names, "");
        int at = (int) (out % slots);
        for (Place place : places) {
            states.setCharAt(
                    at,
                    place.consumed
                            ? Picture.DONE
                            : place.holder == null ? Picture.FULL : Picture.IN_HAND);
            names[at] = place.item.name();
            at = (at + 1) % slots;
        }
        Picture picture =
                new Picture((int) (in % slots), (int) (out % slots), states.toString(), names);
        return new Moment(++steps, who, event, item, text, changes, picture);
    }
}
