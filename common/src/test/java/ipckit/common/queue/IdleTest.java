package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Tests that a waiting participant uses almost no processor time. */
@ParameterizedClass
@EnumSource(
        value = Implementation.class,
        names = {"RUNS_FUTEX", "RUNS_PIPE", "ONE_TO_ONE_FUTEX"})
final class IdleTest extends RingContract {
    private static final long WAIT_NANOS = 300_000_000;

    IdleTest(Implementation kind) {
        super(kind);
    }

    @Test
    void aLonelyConsumer() {
        openWithoutProducer(512);
        assertIdle(() -> claim(consumer));
    }

    @Test
    void aConsumerBesideAProducer() {
        open(512);
        assertIdle(() -> claim(consumer));
        assertEquals(0, producer.itemsPut());
    }

    @Test
    void aProducerWithoutRoom() {
        open(512);
        while (Given.one(producer, "x") == Producer.Result.DONE) {
            // The loop fills the ring.
        }
        assertIdle(() -> Given.one(producer, "y", Deadline.afterNanos(WAIT_NANOS)));
        assertEquals(Consumer.Result.ITEMS, Taken.claim(consumer, 1));
    }

    private static void claim(Consumer consumer) {
        Deadline deadline = Deadline.afterNanos(WAIT_NANOS);
        assertEquals(
                Consumer.Result.NOTHING, consumer.claim(1, Long.MAX_VALUE, NEVER_ENDS, deadline));
    }

    private static void assertIdle(Runnable wait) {
        // The first wait loads classes, so only the second wait is measured.
        wait.run();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        wait.run();
        long used = threads.getCurrentThreadCpuTime() - before;
        assertTrue(used < WAIT_NANOS / 10, () -> "used " + used + " ns of processor time");
    }
}
