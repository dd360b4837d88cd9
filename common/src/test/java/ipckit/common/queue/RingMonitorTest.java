package ipckit.common.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tests a monitor's view of an idle ring and of a busy one. */
@Timeout(60)
final class RingMonitorTest {
    @TempDir Path home;

    private Path make(RingSpec spec) throws IOException {
        Path directory = home.resolve("ring");
        Files.createDirectory(directory);
        Ring.create(directory, spec, null);
        return directory;
    }

    private static RingSpec slots(long slots) {
        return new RingSpec(slots, RingSpec.FullRule.TEXTBOOK, 1 << 16, 0, false, false, false, 0);
    }

    private static void put(Producer producer, String lines, int count) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(bytes.length);
            MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
            assertEquals(
                    Producer.Result.DONE,
                    producer.put(RunFormat.LINES, copy, 0, bytes.length, count, Deadline.NOW));
        }
    }

    private static String peek(RingMonitor monitor, long most, boolean held) {
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
    void anEmptyRingIsEmpty() throws IOException {
        try (RingMonitor monitor = RingMonitor.open(make(slots(8)))) {
            RingSnapshot seen = monitor.look();
            assertTrue(seen.empty());
            assertFalse(seen.full());
            assertEquals(0, seen.in());
            assertEquals(List.of(), seen.participants());
            assertEquals(0, monitor.peek(10, true, (_, _, _) -> {}));
        }
    }

    @Test
    void aTextbookRingOfFourIsFullWithThree() throws IOException {
        Path directory = make(slots(4));
        try (Producer producer = Ring.open(directory).producer();
                RingMonitor monitor = RingMonitor.open(directory)) {
            put(producer, "a\nb\n", 2);
            assertFalse(monitor.look().full());
            put(producer, "c\n", 1);
            RingSnapshot seen = monitor.look();
            assertTrue(seen.full());
            assertEquals(3, seen.items());
            assertEquals(1, seen.living(RingRole.PRODUCER));
            assertEquals(ProcessHandle.current().pid(), seen.participants().getFirst().pid());
            assertEquals(3, seen.participants().getFirst().items());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void claimedItemsAreStillInTheRing(boolean oneToOne) throws IOException {
        Path directory =
                make(
                        new RingSpec(
                                0,
                                RingSpec.FullRule.TEXTBOOK,
                                1 << 16,
                                0,
                                oneToOne,
                                false,
                                false,
                                0));
        try (Producer producer = Ring.open(directory).producer();
                Consumer consumer = Ring.open(directory).consumer();
                RingMonitor monitor = RingMonitor.open(directory)) {
            put(producer, "a\nb\nc\nd\n", 4);
            consumer.claim(2, Long.MAX_VALUE, 0, Deadline.NOW);
            RingSnapshot seen = monitor.look();
            assertEquals(4, seen.items());
            assertEquals(2, seen.claimed());
            assertEquals(0, seen.out());
            assertEquals("c\nd\n", peek(monitor, 10, false));
            assertEquals("a\nb\nc\nd\n", peek(monitor, 10, true));
            assertEquals("a\nb\nc\n", peek(monitor, 3, true));
            consumer.delivery().nextRun();
            consumer.acknowledge(1);
            assertEquals(1, monitor.look().out());
            assertEquals("b\nc\nd\n", peek(monitor, 10, true));
            consumer.giveBack();
            assertEquals(3, monitor.look().items());
        }
    }

    @Test
    void returnedItemsComeFirst() throws IOException {
        Path directory = make(slots(8));
        try (Producer producer = Ring.open(directory).producer();
                Consumer consumer = Ring.open(directory).consumer();
                RingMonitor monitor = RingMonitor.open(directory)) {
            put(producer, "a\nb\nc\n", 3);
            consumer.claim(2, Long.MAX_VALUE, 0, Deadline.NOW);
            consumer.giveBack();
            assertEquals("a\nb\nc\n", peek(monitor, 10, false));
            assertEquals(0, monitor.look().claimed());
        }
    }

    @Test
    void anUnboundedRingIsPeekedAcrossItsSegments() throws IOException {
        Path directory =
                make(new RingSpec(0, RingSpec.FullRule.TEXTBOOK, 256, 0, false, false, true, 0));
        StringBuilder all = new StringBuilder();
        try (Producer producer = Ring.open(directory).producer();
                RingMonitor monitor = RingMonitor.open(directory)) {
            for (int i = 0; i < 100; i++) {
                put(producer, "item " + i + "\n", 1);
                all.append("item ").append(i).append("\n");
            }
            assertEquals(all.toString(), peek(monitor, Long.MAX_VALUE, false));
            assertEquals(100, monitor.look().items());
            assertFalse(monitor.look().full());
        }
    }

    /** Every snapshot of a busy ring is consistent: counts only grow, and no item is torn. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksAtABusyRing(boolean oneToOne) throws Exception {
        Path directory =
                make(
                        new RingSpec(
                                0,
                                RingSpec.FullRule.TEXTBOOK,
                                1 << 12,
                                0,
                                oneToOne,
                                false,
                                false,
                                0));
        int items = 200_000;
        Thread producing =
                new Thread(
                        () -> {
                            try (Producer producer = Ring.open(directory).producer();
                                    Arena arena = Arena.ofConfined()) {
                                MemorySegment item = arena.allocate(8);
                                for (long i = 0; i < items; i++) {
                                    item.set(ValueLayout.JAVA_LONG, 0, i * 0x0101_0101L);
                                    producer.put(item, 0, 8, Deadline.NEVER);
                                }
                            }
                        });
        Thread consuming =
                new Thread(
                        () -> {
                            try (Consumer consumer = Ring.open(directory).consumer()) {
                                while (consumer.claim(7, 1000, 1, Deadline.NEVER)
                                        == Consumer.Result.ITEMS) {
                                    while (consumer.delivery().nextRun()) {
                                        // the loop only counts the items
                                    }
                                    consumer.acknowledge();
                                }
                            }
                        });
        try (RingMonitor monitor = RingMonitor.open(directory)) {
            producing.start();
            consuming.start();
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
}
