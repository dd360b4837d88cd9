package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

/**
 * Records the death of a worker, and the first steps that other workers took after the death. Only
 * one thread may use an instance.
 */
final class WorkerDeath {
    private final DemoWorker victim;
    private Continuation nextStep;
    private Continuation takenAgain;

    /**
     * A step that another worker took after the death.
     *
     * @param by the worker that took the step
     * @param item the name of the item that the worker put or took
     * @param nanos the time from the death to the step, in nanoseconds
     */
    record Continuation(DemoWorker by, String item, long nanos) {
        private static Continuation of(DemoWorker by, WorkerReport report, long nanos) {
            return new Continuation(by, report.item().name(), nanos);
        }
    }

    WorkerDeath(DemoWorker victim) {
        this.victim = victim;
    }

    /**
     * Records two steps after the death: the first put or take of an item by another worker, and
     * the first take of a redelivered item by another worker. A redelivered item is an item that a
     * dead consumer had claimed. Ignores all other reports.
     */
    void record(DemoWorker worker, WorkerReport report) {
        Kind kind = report.kind();
        boolean again = kind == Kind.TAKEN_AGAIN;
        if (worker == victim || !again && kind != Kind.PUT && kind != Kind.TAKEN) {
            return;
        }
        long later = report.nanos() - victim.closedAt();
        if (later >= 0 && nextStep == null) {
            nextStep = Continuation.of(worker, report, later);
        }
        // The parent notices the death only at the instant closedAt(). Before this instant, another
        // worker may already have taken an item that the dead worker had claimed. Therefore the
        // instant of the report is compared with the dead worker's last report, which is earlier
        // than the death.
        if (again && takenAgain == null && report.nanos() - victim.lastReport() > 0) {
            takenAgain = Continuation.of(worker, report, Math.max(0, later));
        }
    }

    DemoWorker victim() {
        return victim;
    }

    /**
     * Returns the first step that another worker took after the death; null when there was no step.
     */
    Continuation nextStep() {
        return nextStep;
    }

    /**
     * Returns the first step after the death in which another worker took a redelivered item; null
     * when there was no such step. A redelivered item is an item that a dead consumer had claimed.
     */
    Continuation takenAgain() {
        return takenAgain;
    }
}
