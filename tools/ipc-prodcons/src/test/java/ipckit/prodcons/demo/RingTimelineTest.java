package ipckit.prodcons.demo;

import static ipckit.prodcons.demo.DemoWorkers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import org.junit.jupiter.api.Test;

/**
 * Tests that the timeline (the sequence of the workers' events) is correct regardless of the order
 * in which the workers' reports arrive.
 */
final class RingTimelineTest {
    private static final long END = 1_000_000;

    private final RingTimeline timeline = new RingTimeline(4);
    private final DemoWorkers workers = new DemoWorkers();
    private final DemoWorker producer = workers.producer;
    private final DemoWorker other = workers.other;
    private final DemoWorker consumer = workers.consumer;

    @Test
    void ordersPutsByTheirNumbersNotByTheClock() {
        DemoItem first = DemoItem.of(1, 1);
        DemoItem second = DemoItem.of(2, 1);
        timeline.add(consumer, report(Kind.TAKEN, 5, 0, first));
        assertNull(timeline.next(END), "the item was not put yet");
        timeline.add(other, report(Kind.PUT, 7, 1, second));
        assertNull(timeline.next(END), "number 0 is missing before number 1");
        timeline.add(producer, report(Kind.PUT, 9, 0, first));
        assertEquals("produces", timeline.next(END).kind());
        TimelineEvent taken = timeline.next(END);
        assertEquals("takes item 1.1 from slot 0", taken.text());
        assertEquals("{ in = 1, out = 0 }", taken.state().variables());
        assertEquals("o#..", timeline.next(END).state().slotStates());
        assertNull(timeline.next(END));
    }

    @Test
    void delaysAPutWhileTheBufferIsFull() {
        RingTimeline small = new RingTimeline(2);
        DemoItem first = DemoItem.of(1, 1);
        DemoItem second = DemoItem.of(1, 2);
        small.add(producer, report(Kind.PUT, 1, 0, first));
        small.add(producer, report(Kind.PUT, 2, 1, second));
        small.add(consumer, report(Kind.TAKEN, 8, 0, first));
        small.add(consumer, report(Kind.CONSUMED, 9, 0, first));
        assertTrue(small.next(END).state().isFull());
        assertEquals("takes", small.next(END).kind());
        TimelineEvent consumed = small.next(END);
        assertEquals("consumed", consumed.kind());
        assertTrue(consumed.state().isEmpty());
        assertEquals("{ in = 0, out = 1 }", small.next(END).state().variables());
    }

    @Test
    void returnsNoEventAfterTheGivenInstant() {
        timeline.add(producer, report(Kind.PUT, 10, 0, DemoItem.of(1, 1)));
        assertNull(timeline.next(9));
        assertEquals("produces", timeline.next(10).kind());
    }

    @Test
    void addsThePutThatAKilledProducerCouldNotReport() {
        DemoItem item = DemoItem.of(1, 1);
        timeline.addDeath(producer);
        timeline.add(consumer, report(Kind.TAKEN, 5, 0, item));
        assertEquals("killed", timeline.next(END).kind());
        TimelineEvent put = timeline.next(END);
        assertEquals(producer, put.worker());
        assertEquals("produces", put.kind());
        assertEquals("takes", timeline.next(END).kind());
    }
}
