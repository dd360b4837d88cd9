package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Converts the workers' reports to events, in the order in which the events happened. Only one
 * thread may use an instance.
 */
abstract sealed class Timeline permits RingTimeline, TextbookTimeline {
    final int slots;

    /** Maps each worker to its reports that are not yet converted to events, the oldest first. */
    final Map<DemoWorker, ArrayDeque<WorkerReport>> reports = new LinkedHashMap<>();

    private long steps;

    Timeline(int slots) {
        this.slots = slots;
    }

    /**
     * Adds a report of a worker. The reports of one worker must be added in the order in which the
     * worker made them.
     */
    final void add(DemoWorker worker, WorkerReport report) {
        if (report.kind() != Kind.GATE) {
            reports.computeIfAbsent(worker, _ -> new ArrayDeque<>()).add(report);
        }
    }

    /** Adds the death of a worker. The last report of the worker must have been added before. */
    abstract void addDeath(DemoWorker worker);

    /**
     * Returns the next event, or null when no further event is known. Returns no event that is
     * later than {@code until}. The caller must have added all reports up to this time.
     *
     * @param until a time in nanoseconds, as {@link System#nanoTime()} returns it
     */
    abstract TimelineEvent next(long until);

    /** Returns the state of the buffer after the event that {@link #next} has returned last. */
    abstract DemoBufferState state();

    /**
     * Compares the oldest report of each worker, and returns the worker whose report is the
     * earliest. Ignores a report that is later than {@code until}, and a report for which {@code
     * accepted} returns false. Returns null if no report remains.
     */
    final DemoWorker earliest(long until, BiPredicate<DemoWorker, WorkerReport> accepted) {
        DemoWorker first = null;
        long earliest = until;
        for (Map.Entry<DemoWorker, ArrayDeque<WorkerReport>> entry : reports.entrySet()) {
            WorkerReport report = entry.getValue().peek();
            if (report != null
                    && report.nanos() - earliest <= 0
                    && accepted.test(entry.getKey(), report)) {
                first = entry.getKey();
                earliest = report.nanos();
            }
        }
        return first;
    }

    final TimelineEvent event(DemoWorker worker, String kind, String item, String text) {
        return new TimelineEvent(++steps, worker, kind, item, text, state());
    }
}
