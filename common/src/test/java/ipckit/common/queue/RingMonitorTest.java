package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests what a {@link RingMonitor} reads from a ring that no process changes, and from a ring that
 * other threads are changing.
 */
@ParameterizedClass
@EnumSource(names = {"RUNS_FUTEX", "ONE_TO_ONE_FUTEX"})
final class RingMonitorTest extends RingContract {
    private static final RingSpec EIGHT_SLOTS =
            Implementation.TEXTBOOK_SLOTS_FUTEX.holding(1 << 16, 0);

    private RingMonitor monitor;

    RingMonitorTest(Implementation kind) {
        super(kind);
    }

    @AfterEach
    void closeMonitor() {
        monitor.close();
    }

    private void openWithMonitor(RingSpec spec) {
        open(spec);
        monitor = RingMonitor.open(directory);
    }

    private void put(String... lines) {
        assertEquals(
                Producer.Result.DONE,
                Given.run(producer, RunFormat.LINES, List.of(lines), Deadline.NOW));
    }

    private String peek(long most, boolean held) {
        StringBuilder seen = new StringBuilder();
        monitor.peek(
                most,
                held,
                (format, _, bytes) -> {
                    byte[] run = new byte[(int) bytes.length()];
                    bytes.copyTo(0, run.length, MemorySegment.ofArray(run), 0);
                    seen.append(new String(run, StandardCharsets.UTF_8));
                    seen.append(format == RunFormat.ONE ? "\n" : "");
                });
        return seen.toString();
    }

    @Test
    void anEmptyRingIsEmpty() {
        ring(EIGHT_SLOTS);
        monitor = RingMonitor.open(directory);
        RingSnapshot seen = monitor.look();
        assertTrue(seen.empty());
        assertFalse(seen.full());
        assertEquals(0, seen.in());
        assertEquals(List.of(), seen.participants());
        assertEquals(0, monitor.peek(10, true, (_, _, _) -> {}));
    }

    @Test
    void aTextbookRingOfFourIsFullWithThree() {
        openWithMonitor(
                new RingSpec(4, RingSpec.FullRule.TEXTBOOK, 1 << 16, 0, false, false, false, 0));
        put("a", "b");
        assertFalse(monitor.look().full());
        put("c");
        RingSnapshot seen = monitor.look();
        assertTrue(seen.full());
        assertEquals(3, seen.items());
        assertEquals(1, seen.living(RingRole.PRODUCER));
        assertEquals(ProcessHandle.current().pid(), seen.participants().getFirst().pid());
        assertEquals(3, seen.participants().getFirst().items());
    }

    @Test
    void claimedItemsAreStillInTheRing() {
        openWithMonitor(kind.holding(1 << 16, 0));
        put("a", "b", "c", "d");
        consumer.claim(2, Long.MAX_VALUE, 0, Deadline.NOW);
        RingSnapshot seen = monitor.look();
        assertEquals(4, seen.items());
        assertEquals(2, seen.claimed());
        assertEquals(0, seen.out());
        assertEquals("c\nd\n", peek(10, false));
        assertEquals("a\nb\nc\nd\n", peek(10, true));
        assertEquals("a\nb\nc\n", peek(3, true));
        consumer.delivery().nextRun();
        consumer.acknowledge(1);
        assertEquals(1, monitor.look().out());
        assertEquals("b\nc\nd\n", peek(10, true));
        consumer.giveBack();
        assertEquals(3, monitor.look().items());
    }

    @Test
    void returnedItemsComeFirst() {
        openWithMonitor(EIGHT_SLOTS);
        put("a", "b", "c");
        consumer.claim(2, Long.MAX_VALUE, 0, Deadline.NOW);
        consumer.giveBack();
        assertEquals("a\nb\nc\n", peek(10, false));
        assertEquals(0, monitor.look().claimed());
    }

    @Test
    void anUnboundedRingIsPeekedAcrossItsSegments() {
        openWithMonitor(Implementation.CHAIN_FUTEX.holding(0, 0));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            put("item " + i);
            all.append("item ").append(i).append("\n");
        }
        assertEquals(all.toString(), peek(Long.MAX_VALUE, false));
        assertEquals(100, monitor.look().items());
        assertFalse(monitor.look().full());
    }

    /**
     * While other threads put and take, every snapshot is consistent: the numbers of items put and
     * taken never decrease, and every item is complete.
     */
    @Test
    void looksAtABusyRing() throws Exception {
        Ring ring = ring(1 << 12);
        monitor = RingMonitor.open(directory);
        int items = 200_000;
        Thread producing = new Thread(() -> putNumbers(ring, items));
        Thread consuming = new Thread(() -> takeAll(ring));
        producing.start();
        consuming.start();
        try {
            long in = 0;
            long out = 0;
            int looks = 0;
            while (consuming.isAlive()) {
                RingSnapshot seen = monitor.look();
                assertTrue(seen.in() >= in && seen.out() >= out, "counts went back");
                assertTrue(seen.out() <= seen.in() && seen.in() <= items);
                in = seen.in();
                out = seen.out();
                List<Long> values = new ArrayList<>();
                monitor.peek(
                        50,
                        true,
                        (_, _, bytes) -> {
                            long[] value = new long[1];
                            bytes.copyTo(0, 8, MemorySegment.ofArray(value), 0);
                            values.add(value[0]);
                        });
                for (int i = 0; i < values.size(); i++) {
                    assertEquals(0, values.get(i) % 0x0101_0101L, "torn");
                    assertTrue(i == 0 || values.get(i - 1) < values.get(i), "order");
                }
                looks++;
            }
            assertTrue(looks > 0);
            assertEquals(items, monitor.look().in());
            assertTrue(monitor.look().empty());
        } finally {
            producing.join();
            consuming.join();
        }
    }

    private static void putNumbers(Ring ring, int items) {
        try (Producer producer = ring.producer();
                Arena arena = Arena.ofConfined()) {
            MemorySegment item = arena.allocate(8);
            for (long i = 0; i < items; i++) {
                item.set(ValueLayout.JAVA_LONG, 0, i * 0x0101_0101L);
                producer.put(item, 0, 8, Deadline.NEVER);
            }
        }
    }

    private static void takeAll(Ring ring) {
        try (Consumer consumer = ring.consumer()) {
            while (consumer.claim(7, 1000, 1, Deadline.NEVER) == Consumer.Result.ITEMS) {
                while (consumer.delivery().nextRun()) {
                    // The loop only calls nextRun, which checks the header of each run. A run
                    // consists of a header and items.
                }
                consumer.acknowledge();
            }
        }
    }
}
