package ipckit.prodcons.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Tests the comparison of consumed items with produced items. */
final class ItemAuditTest {
    private final ItemAudit audit = new ItemAudit();
    private final DemoWorkers workers = new DemoWorkers();
    private final DemoWorker producer = workers.producer;
    private final DemoWorker other = workers.other;
    private final DemoWorker consumer = workers.consumer;

    private void record(DemoWorker worker, Kind kind, long nanos, long place, DemoItem item) {
        audit.record(worker, DemoWorkers.report(kind, nanos, place, item));
    }

    @Test
    void findsLostDuplicateAndInvalidItems() {
        DemoItem lost = DemoItem.of(1, 1);
        DemoItem twice = DemoItem.of(2, 1);
        record(producer, Kind.WROTE, 1, 0, lost);
        record(other, Kind.WROTE, 2, 0, twice);
        record(consumer, Kind.READ, 3, 0, twice);
        record(consumer, Kind.READ, 4, 1, new DemoItem(0, 0, 0));
        record(consumer, Kind.READ, 5, 0, twice);
        AuditResult result = audit.finish(List.of(producer, other, consumer));
        assertEquals(List.of("1.1"), result.lost());
        assertEquals(List.of("2.1"), result.twice());
        assertEquals(1, result.invalid());
        assertEquals(2, result.produced());
        assertEquals(2, result.consumed());
        assertFalse(result.isCorrect());
    }

    @Test
    void countsARedeliveredItemOnce() {
        DemoItem item = DemoItem.of(1, 1);
        DemoWorker second = DemoWorkers.worker(DemoRole.CONSUMER, 2);
        record(producer, Kind.PUT, 1, 0, item);
        record(consumer, Kind.TAKEN, 2, 0, item);
        record(consumer, Kind.WORKED, 3, 0, item);
        record(second, Kind.TAKEN_AGAIN, 4, 0, item);
        record(second, Kind.WORKED, 5, 0, item);
        AuditResult result = audit.finish(List.of(producer, consumer, second));
        assertTrue(result.isCorrect());
        assertEquals(1, result.redelivered());
    }
}
