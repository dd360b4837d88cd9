package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

/**
 * Records the death of a worker and the times after which the other workers continued. Each time
 * begins when the parent notices the death. Belongs to one thread.
 */
final class WorkerDeath {
    private static final long NEVER = -1;

    private final DemoWorker victim;
    private long nextStep = NEVER;
    private DemoWorker nextBy;
    private long takenAgain = NEVER;
    private DemoWorker takenAgainBy;
    private String takenAgainItem;

    WorkerDeath(DemoWorker victim) {
        this.victim = victim;
    }

    /** Records a report, which may be older than the death. */
    void record(DemoWorker worker, WorkerReport report) {
        Kind kind = report.kind();
        boolean again = kind == Kind.TAKEN_AGAIN;
        if (worker == victim || !again && kind != Kind.PUT && kind != Kind.TAKEN) {
            return;
        }
        long later = report.nanos() - victim.closedAt();
        if (later >= 0 && nextStep == NEVER) {
            nextStep = later;
            nextBy = worker;
        }
        // The other workers may notice the death before the parent does.
        if (again && takenAgain == NEVER && report.nanos() - victim.lastReport() > 0) {
            takenAgain = Math.max(0, later);
            takenAgainBy = worker;
            takenAgainItem = report.item().name();
        }
    }

    DemoWorker victim() {
        return victim;
    }

    /**
     * Returns the worker that took the next step in the buffer; null if no worker has taken one.
     */
    DemoWorker nextBy() {
        return nextBy;
    }

    long nextMillis() {
        return millis(nextStep);
    }

    /**
     * Returns the worker that took an item of the victim again; null if no worker has taken one.
     */
    DemoWorker takenAgainBy() {
        return takenAgainBy;
    }

    String takenAgainItem() {
        return takenAgainItem;
    }

    long takenAgainMillis() {
        return millis(takenAgain);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
