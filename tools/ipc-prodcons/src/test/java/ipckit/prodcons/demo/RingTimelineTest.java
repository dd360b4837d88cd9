package ipckit.prodcons.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.process.ProcessLaunch;
import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Reports come in any order; the story and the books are right all the same. */
final class RingTimelineTest {
    private static final long END = 1_000_000;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

    private DemoWorker producer;
    private DemoWorker other;
    private DemoWorker consumer;

    @BeforeEach
    void people() {
        producer = worker(DemoRole.PRODUCER, 1);
        other = worker(DemoRole.PRODUCER, 2);
        consumer = worker(DemoRole.CONSUMER, 1);
    }

    private static DemoWorker worker(DemoRole role, int number) {
        ProcessLaunch process = new ProcessLaunch(List.of(TRUE)).pipingStdin().pipingStdout();
        return new DemoWorker(role, number, false, null, process.start());
    }

    private static WorkerReport report(Kind kind, long nanos, long place, DemoItem item) {
        return new WorkerReport(kind, nanos, nanos, place, item, -1);
    }

    @Test
    void ordersByNumberWhateverTheClocksSay() {
        RingTimeline story = new RingTimeline(4);
        DemoItem first = DemoItem.of(1, 1);
        DemoItem second = DemoItem.of(2, 1);
        story.hear(consumer, report(Kind.TAKEN, 5, 0, first));
        assertNull(story.next(END), "taken before it was put");
        story.hear(other, report(Kind.PUT, 7, 1, second));
        assertNull(story.next(END), "number 1 before number 0");
        story.hear(producer, report(Kind.PUT, 9, 0, first));
        assertEquals("produces", story.next(END).event());
        TimelineEvent taken = story.next(END);
        assertEquals("takes item 1.1 from slot 0", taken.text());
        assertEquals("{ in = 1, out = 0 }", taken.picture().variables());
        assertEquals("o#..", story.next(END).picture().states());
        assertNull(story.next(END));
    }

    @Test
    void putsNothingIntoAFullBuffer() {
        RingTimeline story = new RingTimeline(2);
        DemoItem first = DemoItem.of(1, 1);
        DemoItem second = DemoItem.of(1, 2);
        story.hear(producer, report(Kind.PUT, 1, 0, first));
        story.hear(producer, report(Kind.PUT, 2, 1, second));
        story.hear(consumer, report(Kind.TAKEN, 8, 0, first));
        story.hear(consumer, report(Kind.CONSUMED, 9, 0, first));
        assertTrue(story.next(END).picture().isFull());
        assertEquals("takes", story.next(END).event());
        TimelineEvent consumed = story.next(END);
        assertEquals("consumed", consumed.event());
        assertTrue(consumed.picture().isEmpty());
        assertEquals("{ in = 0, out = 1 }", story.next(END).picture().variables());
    }

    @Test
    void waitsForReportsThatAreOnTheirWay() {
        RingTimeline story = new RingTimeline(4);
        story.hear(producer, report(Kind.PUT, 10, 0, DemoItem.of(1, 1)));
        assertNull(story.next(9));
        assertEquals("produces", story.next(10).event());
    }

    @Test
    void knowsWhatADeadProducerCouldNotSay() {
        RingTimeline story = new RingTimeline(4);
        DemoItem item = DemoItem.of(1, 1);
        story.died(producer);
        story.hear(consumer, report(Kind.TAKEN, 5, 0, item));
        assertEquals("killed", story.next(END).event());
        TimelineEvent put = story.next(END);
        assertEquals(producer, put.who());
        assertEquals("produces", put.event());
        assertEquals("takes", story.next(END).event());
    }

    @Test
    void findsWhatIsLostAndWhatCameTwice() {
        ItemAudit ledger = new ItemAudit();
        DemoItem lost = DemoItem.of(1, 1);
        DemoItem twice = DemoItem.of(2, 1);
        ledger.enter(producer, report(Kind.WROTE, 1, 0, lost));
        ledger.enter(other, report(Kind.WROTE, 2, 0, twice));
        ledger.enter(consumer, report(Kind.READ, 3, 0, twice));
        ledger.enter(consumer, report(Kind.READ, 4, 1, new DemoItem(0, 0, 0)));
        ledger.enter(consumer, report(Kind.READ, 5, 0, twice));
        AuditResult verdict = ledger.close(List.of(producer, other, consumer));
        assertEquals(List.of("1.1"), verdict.lost());
        assertEquals(List.of("2.1"), verdict.twice());
        assertEquals(1, verdict.strange());
        assertEquals(2, verdict.produced());
        assertEquals(2, verdict.consumed());
        assertTrue(!verdict.isRight());
    }

    @Test
    void forgivesWhatADeathHasRepeated() {
        ItemAudit ledger = new ItemAudit();
        DemoItem item = DemoItem.of(1, 1);
        DemoWorker heir = consumer;
        ledger.enter(producer, report(Kind.PUT, 1, 0, item));
        ledger.enter(other, report(Kind.TAKEN, 2, 0, item));
        ledger.enter(other, report(Kind.WORKED, 3, 0, item));
        ledger.enter(heir, report(Kind.TAKEN_AGAIN, 4, 0, item));
        ledger.enter(heir, report(Kind.WORKED, 5, 0, item));
        AuditResult verdict = ledger.close(List.of(producer, other, heir));
        assertTrue(verdict.isRight());
        assertEquals(1, verdict.redelivered());
    }

    @Test
    void reportsSurviveThePipe() {
        WorkerReport report = new WorkerReport(Kind.MOVED_IN, 3, 4, 5, DemoItem.of(6, 7), 8);
        assertEquals(report, WorkerReport.parse(report.line()));
    }
}
