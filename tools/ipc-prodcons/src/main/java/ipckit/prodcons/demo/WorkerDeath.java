package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

/**
 * A death among the processes, and how soon the others went on, counted from when we knew of it.
 * Belongs to one thread.
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

    /** Hears what the others report, also what they reported shortly before. */
    void hear(DemoWorker who, WorkerReport report) {
        Kind kind = report.kind();
        boolean again = kind == Kind.TAKEN_AGAIN;
        if (who == victim || !again && kind != Kind.PUT && kind != Kind.TAKEN) {
            return;
        }
        long later = report.nanos() - victim.silence();
        if (later >= 0 && nextStep == NEVER) {
            nextStep = later;
            nextBy = who;
        }
        // The others may notice a death before we do.
        if (again && takenAgain == NEVER && report.nanos() - victim.lastReport() > 0) {
            takenAgain = Math.max(0, later);
            takenAgainBy = who;
            takenAgainItem = report.item().name();
        }
    }

    DemoWorker victim() {
        return victim;
    }

    /** Who took the next step in the buffer; null when nobody had to. */
    DemoWorker nextBy() {
        return nextBy;
    }

    long nextMillis() {
        return millis(nextStep);
    }

    /** Who took an item again; null when nobody had to. */
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
