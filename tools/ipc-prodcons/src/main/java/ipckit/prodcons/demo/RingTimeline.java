package ipckit.prodcons.demo;

import ipckit.common.CountedNoun;
import ipckit.prodcons.demo.TimelineRing.Entry;
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
 * The timeline of a demonstration with a ring.
 *
 * <p>The reports of different workers arrive in any order. The timeline derives the order of the
 * events from the items' numbers in the ring. An item is put after all items with smaller numbers,
 * and only when the ring has room. An item is taken only after it was put. If these rules allow
 * several orders, the instants in the reports decide. As a result, {@code in} (the number of the
 * next item to put) and {@code out} (the number of the oldest item in the ring) take the same
 * values in the timeline as in the ring.
 *
 * <p>A producer that is killed directly after a put cannot report this put. The timeline adds the
 * put when a consumer reports that it has taken the item.
 */
final class RingTimeline extends Timeline {
    private final Map<DemoWorker, Integer> reportedPuts = new LinkedHashMap<>();
    private final Set<DemoWorker> dead = new HashSet<>();

    /**
     * Maps dead workers to the instants of their deaths. Contains only deaths that {@link #next}
     * has not returned as events yet.
     */
    private final Map<DemoWorker, Long> deaths = new LinkedHashMap<>();

    private final TimelineRing contents;

    RingTimeline(int slots) {
        super(slots);
        this.contents = new TimelineRing(slots);
    }

    @Override
    void addDeath(DemoWorker worker) {
        deaths.put(worker, worker.closedAt());
    }

    @Override
    TimelineEvent next(long until) {
        for (; ; ) {
            DemoWorker worker = earliest(until, this::canBeNext);
            if (worker == null) {
                // The oldest report of each worker contradicts the present contents of the
                // timeline's ring. For example, a worker has waited because the real ring was full,
                // but in the timeline the ring is no longer full when the worker's report is read.
                // Therefore a report of the kind WAITS is now accepted, whatever the contents are.
                worker = earliest(until, (one, report) -> report.kind() == Kind.WAITS);
            }
            TimelineEvent death =
                    nextDeath(worker == null ? until : reports.get(worker).peek().nanos());
            if (death != null) {
                return death;
            }
            if (worker == null) {
                return unreportedPut();
            }
            TimelineEvent event = toEvent(worker, reports.get(worker).poll());
            if (event != null) {
                return event;
            }
        }
    }

    private boolean canBeNext(DemoWorker worker, WorkerReport report) {
        return switch (report.kind()) {
            case WAITS ->
                    worker.role() == DemoRole.PRODUCER
                            ? contents.isFull()
                            : contents.nothingToTake();
            case PUT -> report.place() == contents.in() && !contents.isFull();
            case TAKEN -> report.place() < contents.in();
            case TAKEN_AGAIN -> report.place() < contents.in() && !dead.isEmpty();
            default -> true;
        };
    }

    private TimelineEvent toEvent(DemoWorker worker, WorkerReport report) {
        return switch (report.kind()) {
            case WAITS -> waits(worker);
            case PUT -> {
                reportedPuts.merge(worker, 1, Integer::sum);
                yield put(worker, report.item(), "");
            }
            case TAKEN, TAKEN_AGAIN -> taken(worker, report);
            case WORKED -> {
                Entry entry = contents.entry(report.place());
                if (entry != null) {
                    entry.worked = true;
                }
                yield null;
            }
            case CONSUMED -> consumed(worker, report);
            default -> event(worker, "leaves", "", "has done its work and leaves");
        };
    }

    private TimelineEvent waits(DemoWorker worker) {
        String why;
        if (worker.role() == DemoRole.PRODUCER) {
            why =
                    contents.isFull()
                            ? "waits: the buffer is FULL, (in + 1) % " + slots + " == out"
                            : "waits: the buffer was FULL one event ago";
        } else if (contents.isEmpty()) {
            why = "waits: the buffer is EMPTY, in == out";
        } else if (contents.nothingToTake()) {
            why = "waits: other consumers have claimed all items";
        } else {
            why = "waits: there was nothing to take one event ago";
        }
        return event(worker, "waits", "", why);
    }

    private TimelineEvent put(DemoWorker worker, DemoItem item, String remark) {
        String text = "produces item " + item.name() + " into slot " + contents.put(item);
        return event(worker, "produces", item.name(), text + remark);
    }

    private TimelineEvent taken(DemoWorker worker, WorkerReport report) {
        boolean again = report.kind() == Kind.TAKEN_AGAIN;
        Entry entry = contents.entry(report.place());
        if (entry != null) {
            entry.claimant = worker;
            entry.worked = false;
        }
        String name = report.item().name();
        String text = "takes item " + name + " from slot " + report.place() % slots;
        if (!again) {
            return event(worker, "takes", name, text);
        }
        text += ", marked as redelivered: a dead consumer may have had it";
        return event(worker, "takes-again", name, text);
    }

    private TimelineEvent consumed(DemoWorker worker, WorkerReport report) {
        Entry entry = contents.entry(report.place());
        if (entry != null) {
            entry.consumed = true;
            entry.claimant = null;
        }
        int moved = contents.moveOut();
        String name = report.item().name();
        String text = "has consumed item " + name;
        if (moved > 1) {
            text += "; out moves past " + CountedNoun.of(moved, "item");
        } else if (moved == 0 && !contents.isEmpty()) {
            String oldest = contents.oldest().name();
            text += "; out stays at item " + oldest + ", which is not consumed yet";
        }
        return event(worker, "consumed", name, text);
    }

    /**
     * Returns the death of a worker if a death is the next event; otherwise returns null. A death
     * is the next event if it is not later than {@code until} and if all reports of the dead worker
     * are already converted to events.
     */
    private TimelineEvent nextDeath(long until) {
        for (Map.Entry<DemoWorker, Long> death : deaths.entrySet()) {
            DemoWorker worker = death.getKey();
            ArrayDeque<WorkerReport> left = reports.get(worker);
            if (death.getValue() - until <= 0 && (left == null || left.isEmpty())) {
                deaths.remove(worker);
                dead.add(worker);
                return killed(worker);
            }
        }
        return null;
    }

    private TimelineEvent killed(DemoWorker worker) {
        StringBuilder text = new StringBuilder("was killed");
        for (Entry entry : contents.releaseClaimsOf(worker)) {
            text.append(", item ").append(entry.item.name());
            text.append(entry.consumed ? " acknowledged" : " claimed");
        }
        return event(worker, "killed", "", text.toString());
    }

    /**
     * If a consumer has reported that it took an item whose put was never reported, returns this
     * put; otherwise returns null. A put is not reported if the producer is killed directly after
     * it.
     */
    private TimelineEvent unreportedPut() {
        for (ArrayDeque<WorkerReport> pending : reports.values()) {
            WorkerReport report = pending.peek();
            boolean taken =
                    report != null
                            && (report.kind() == Kind.TAKEN || report.kind() == Kind.TAKEN_AGAIN)
                            && report.place() == contents.in();
            if (taken) {
                DemoItem item = report.item();
                for (DemoWorker worker : dead) {
                    if (worker.role() == DemoRole.PRODUCER
                            && worker.number() == item.producer()
                            && reportedPuts.getOrDefault(worker, 0) < item.serial()) {
                        reportedPuts.put(worker, item.serial());
                        return put(worker, item, " before it was killed, and could not report it");
                    }
                }
            }
        }
        return null;
    }

    @Override
    DemoBufferState state() {
        return contents.state();
    }
}
