package ipckit.prodcons.demo;

import ipckit.prodcons.demo.TimelineRing.Place;
import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

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
final class RingTimeline implements Timeline {
    private final int slots;
    private final Map<DemoWorker, ArrayDeque<WorkerReport>> heard = new LinkedHashMap<>();
    private final Map<DemoWorker, Integer> reportedPuts = new LinkedHashMap<>();
    private final Set<DemoWorker> dead = new HashSet<>();

    /** Who died, and when, until that has been told. */
    private final Map<DemoWorker, Long> deaths = new LinkedHashMap<>();

    private final TimelineRing contents;
    private long steps;

    RingTimeline(int slots) {
        this.slots = slots;
        this.contents = new TimelineRing(slots);
    }

    @Override
    public void hear(DemoWorker who, WorkerReport report) {
        if (report.kind() != Kind.GATE) {
            heard.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(report);
        }
    }

    @Override
    public void died(DemoWorker who) {
        deaths.put(who, who.silence());
    }

    @Override
    public TimelineEvent next(long until) {
        for (; ; ) {
            DemoWorker who = choose(until, false);
            if (who == null) {
                who = choose(until, true);
            }
            TimelineEvent death = nextDeath(who == null ? until : heard.get(who).peek().nanos());
            if (death != null) {
                return death;
            }
            if (who == null) {
                return putByTheDead();
            }
            TimelineEvent moment = tell(who, heard.get(who).poll());
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
    private DemoWorker choose(long until, boolean anyWait) {
        DemoWorker first = null;
        long earliest = until;
        for (Map.Entry<DemoWorker, ArrayDeque<WorkerReport>> entry : heard.entrySet()) {
            WorkerReport report = entry.getValue().peek();
            if (report != null
                    && report.nanos() - earliest <= 0
                    && canBeNext(entry.getKey(), report, anyWait)) {
                first = entry.getKey();
                earliest = report.nanos();
            }
        }
        return first;
    }

    private boolean canBeNext(DemoWorker who, WorkerReport report, boolean anyWait) {
        return switch (report.kind()) {
            case WAITS -> anyWait || hasReasonToWait(who);
            case PUT -> report.place() == contents.in() && !contents.isFull();
            case TAKEN -> report.place() < contents.in();
            case TAKEN_AGAIN -> report.place() < contents.in() && !dead.isEmpty();
            default -> true;
        };
    }

    private boolean hasReasonToWait(DemoWorker who) {
        return who.role() == DemoRole.PRODUCER ? contents.isFull() : contents.nothingToTake();
    }

    private TimelineEvent tell(DemoWorker who, WorkerReport report) {
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

    private TimelineEvent waits(DemoWorker who) {
        String why;
        if (who.role() == DemoRole.PRODUCER) {
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

    private TimelineEvent put(DemoWorker who, DemoItem item, String remark) {
        String text = "produces item " + item.name() + " into slot " + contents.put(item);
        return moment(who, "produces", item.name(), text + remark, true);
    }

    private TimelineEvent taken(DemoWorker who, WorkerReport report) {
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

    private TimelineEvent consumed(DemoWorker who, WorkerReport report) {
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
    private TimelineEvent nextDeath(long until) {
        for (Map.Entry<DemoWorker, Long> death : deaths.entrySet()) {
            DemoWorker who = death.getKey();
            ArrayDeque<WorkerReport> left = heard.get(who);
            if (death.getValue() - until <= 0 && (left == null || left.isEmpty())) {
                deaths.remove(who);
                dead.add(who);
                return died(who, new StringBuilder("was killed"));
            }
        }
        return null;
    }

    private TimelineEvent died(DemoWorker who, StringBuilder text) {
        for (Place place : contents.giveUp(who)) {
            text.append(", item ").append(place.item.name());
            text.append(place.consumed ? " acknowledged" : " in its hands");
        }
        return moment(who, "killed", "", text.toString(), true);
    }

    /** Whether an item that somebody has taken was put by one who died before he could say so. */
    private TimelineEvent putByTheDead() {
        for (ArrayDeque<WorkerReport> reports : heard.values()) {
            WorkerReport report = reports.peek();
            boolean taken =
                    report != null
                            && (report.kind() == Kind.TAKEN || report.kind() == Kind.TAKEN_AGAIN)
                            && report.place() == contents.in();
            if (taken) {
                DemoItem item = report.item();
                for (DemoWorker who : dead) {
                    if (who.role() == DemoRole.PRODUCER
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

    private TimelineEvent moment(
            DemoWorker who, String event, String item, String text, boolean changes) {
        return new TimelineEvent(++steps, who, event, item, text, changes, contents.picture());
    }
}
