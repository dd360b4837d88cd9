package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;
import ipckit.prodcons.demo.RingContents.Place;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private final RingContents contents;
    private long steps;

    RingStory(int slots) {
        this.slots = slots;
        this.contents = new RingContents(slots);
    }

    @Override
    public void hear(Worker who, Report report) {
        if (report.kind() != Kind.GATE) {
            heard.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(report);
        }
    }

    @Override
    public void died(Worker who) {
        deaths.put(who, who.silence());
    }

    @Override
    public Moment next(long until) {
        for (; ; ) {
            Worker who = choose(until, false);
            if (who == null) {
                who = choose(until, true);
            }
            Moment death = nextDeath(who == null ? until : heard.get(who).peek().nanos());
            if (death != null) {
                return death;
            }
            if (who == null) {
                return putByTheDead();
            }
            Moment moment = tell(who, heard.get(who).poll());
            if (moment != null) {
                return moment;
            }
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
            case WAITS -> anyWait || hasReasonToWait(who);
            case PUT -> report.place() == contents.in() && !contents.isFull();
            case TAKEN -> report.place() < contents.in();
            case TAKEN_AGAIN -> report.place() < contents.in() && !dead.isEmpty();
            default -> true;
        };
    }

    private boolean hasReasonToWait(Worker who) {
        return who.role() == Role.PRODUCER ? contents.isFull() : contents.nothingToTake();
    }

    private Moment tell(Worker who, Report report) {
        return switch (report.kind()) {
            case WAITS -> waits(who);
            case PUT -> {
                reportedPuts.merge(who, 1, Integer::sum);
                yield put(who, report.item(), "");
            }
            case TAKEN, TAKEN_AGAIN -> taken(who, report);
            case WORKED -> {
                Place place = contents.place(report.place());
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
                    contents.isFull()
                            ? "waits: the buffer is FULL, (in + 1) % " + slots + " == out"
                            : "waits: the buffer was FULL a moment ago";
        } else if (contents.isEmpty()) {
            why = "waits: the buffer is EMPTY, in == out";
        } else if (contents.nothingToTake()) {
            why = "waits: what is in the buffer is in other consumers' hands";
        } else {
            why = "waits: there was nothing to take a moment ago";
        }
        return moment(who, "waits", "", why, false);
    }

    private Moment put(Worker who, Item item, String remark) {
        String text = "produces item " + item.name() + " into slot " + contents.put(item);
        return moment(who, "produces", item.name(), text + remark, true);
    }

    private Moment taken(Worker who, Report report) {
        boolean again = report.kind() == Kind.TAKEN_AGAIN;
        Place place = contents.place(report.place());
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
        Place place = contents.place(report.place());
        if (place != null) {
            place.consumed = true;
            place.holder = null;
        }
        int moved = contents.moveOut();
        String name = report.item().name();
        String text = "has consumed item " + name;
        if (moved > 1) {
            text += "; out moves past " + moved + " items";
        } else if (moved == 0 && !contents.isEmpty()) {
            text += "; out stays at item " + contents.oldest().name() + ", which is not done";
        }
        return moment(who, "consumed", name, text, true);
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
        for (Place place : contents.giveUp(who)) {
            text.append(", item ").append(place.item.name());
            text.append(place.consumed ? " acknowledged" : " in its hands");
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
                            && report.place() == contents.in();
            if (taken) {
                Item item = report.item();
                for (Worker who : dead) {
                    if (who.role() == Role.PRODUCER
                            && who.number() == item.producer()
                            && reportedPuts.getOrDefault(who, 0) < item.serial()) {
                        reportedPuts.put(who, item.serial());
                        return put(who, item, ", before it was killed: it could not say so");
                    }
                }
            }
        }
        return null;
    }

    private Moment moment(Worker who, String event, String item, String text, boolean changes) {
        return new Moment(++steps, who, event, item, text, changes, contents.picture());
    }
}
