package ipckit.prodcons.demo;

import ipckit.common.process.ProcessLaunch;
import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.List;

/**
 * Two producers and a consumer for unit tests. The tests need only the objects that represent these
 * workers in the parent process. Therefore the process of each worker does nothing.
 */
final class DemoWorkers {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

    final DemoWorker producer = worker(DemoRole.PRODUCER, 1);
    final DemoWorker other = worker(DemoRole.PRODUCER, 2);
    final DemoWorker consumer = worker(DemoRole.CONSUMER, 1);

    static DemoWorker worker(DemoRole role, int number) {
        ProcessLaunch process = new ProcessLaunch(List.of(TRUE)).pipingStdin().pipingStdout();
        return new DemoWorker(role, number, false, null, process.start());
    }

    /**
     * Returns a report of an event that happened at exactly {@code nanos}. This instant is both the
     * earliest and the latest instant at which the event can have happened.
     */
    static WorkerReport report(Kind kind, long nanos, long place, DemoItem item) {
        return new WorkerReport(kind, nanos, nanos, place, item, -1);
    }
}
