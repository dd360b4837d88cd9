package ipckit.common.pipe;

import static ipckit.common.pipe.Streams.items;
import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class RunWriterTest {
    private static final long SEED = 20250916;
    private static final int EVERYTHING = Integer.MAX_VALUE;

    private static List<Arguments> everyTranslation() {
        List<Arguments> pairs = new ArrayList<>();
        for (RunFormat stored : RunFormat.values()) {
            for (Framing framing : Framing.values()) {
                pairs.add(Arguments.of(stored, framing));
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("everyTranslation")
    void aWrapAnywhereChangesNothing(RunFormat stored, Framing framing) throws IOException {
        List<byte[]> items =
                stored == RunFormat.ONE
                        ? items("two\n\0words")
                        : items("one", "", "three", "", "x");
        byte[] run = Streams.of(stored, items);
        byte[] expected = Streams.of(framing, items);
        for (int wrap = 0; wrap <= run.length; wrap++) {
            for (int chunk : new int[] {1, 3, EVERYTHING}) {
                ChunkedOutput out = new ChunkedOutput(() -> chunk);
                try (RunWriter writer = new RunWriter(out, framing, () -> false)) {
                    writer.write(stored, items.size(), wrapped(run, wrap));
                    assertEquals(0, writer.itemsTaken());
                    assertEquals(items.size(), writer.buffer.items());
                    writer.flush();
                    assertEquals(items.size(), writer.itemsTaken());
                    assertEquals(0, writer.buffer.items());
                }
                assertArrayEquals(expected, out.taken());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyTranslation")
    void randomRunsInRandomWrites(RunFormat stored, Framing framing) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            int chunk = 1 + random.nextInt(100_000);
            ChunkedOutput out = new ChunkedOutput(() -> random.nextInt(chunk + 1));
            List<byte[]> all = new ArrayList<>();
            try (RunWriter writer = new RunWriter(out, framing, () -> false)) {
                for (int i = 0; i < 50; i++) {
                    List<byte[]> items = randomItems(random, stored);
                    byte[] run = Streams.of(stored, items);
                    writer.write(
                            stored, items.size(), wrapped(run, random.nextInt(run.length + 1)));
                    all.addAll(items);
                    assertEquals(all.size(), writer.itemsTaken() + writer.buffer.items());
                }
                writer.flush();
                assertEquals(all.size(), writer.itemsTaken());
            }
            assertArrayEquals(Streams.of(framing, all), out.taken());
        }
    }

    @ParameterizedTest
    @MethodSource("everyTranslation")
    void aFailureAfterAnyByteLeavesAnExactCount(RunFormat stored, Framing framing)
            throws IOException {
        List<List<byte[]>> runs =
                stored == RunFormat.ONE
                        ? List.of(items("a\nb"), items("c\0d"), items("x".repeat(40)), items("e"))
                        : List.of(items("a", "", "bcd"), items("ef"), items("", "g"));
        failAfterEachByte(stored, framing, runs, 1);
    }

    @ParameterizedTest
    @MethodSource("everyTranslation")
    void aFailureWithinLongRunsAndItemsLeavesAnExactCount(RunFormat stored, Framing framing)
            throws IOException {
        String big = "y".repeat(20_000);
        List<List<byte[]>> runs =
                stored == RunFormat.ONE
                        ? List.of(items("a\nb"), items(big), items("c"))
                        : List.of(items("a", big, "bcd"), items("e"), items(big, "", big));
        failAfterEachByte(stored, framing, runs, 997);
    }

    private static void failAfterEachByte(
            RunFormat stored, Framing framing, List<List<byte[]>> runs, int step)
            throws IOException {
        List<byte[]> all = runs.stream().flatMap(List::stream).toList();
        int length = Streams.of(framing, all).length;
        Random random = new Random(SEED);
        for (int limit = 0; limit < length; limit += step) {
            ChunkedOutput out = new ChunkedOutput(() -> 1 + random.nextInt(30_000));
            out.failAfter(limit, "Broken pipe");
            try (RunWriter writer = new RunWriter(out, framing, () -> true)) {
                IpcException e =
                        assertFails(Category.OUTPUT_CLOSED, () -> writeAll(writer, stored, runs));
                assertEquals(wholeItems(framing, all, limit), writer.itemsTaken());
                assertSame(e, assertThrows(IpcException.class, writer::flush));
                assertSame(
                        e, assertThrows(IpcException.class, () -> writeAll(writer, stored, runs)));
            }
            assertEquals(limit, out.taken().length);
        }
    }

    private static void writeAll(RunWriter writer, RunFormat stored, List<List<byte[]>> runs)
            throws IOException {
        for (List<byte[]> items : runs) {
            byte[] run = Streams.of(stored, items);
            writer.write(stored, items.size(), wrapped(run, run.length / 3));
        }
        writer.flush();
    }

    /**
     * Returns the number of complete items in the first {@code limit} bytes of a stream that
     * contains the items in the given framing.
     */
    private static long wholeItems(Framing framing, List<byte[]> items, int limit)
            throws IOException {
        int n = 0;
        while (n < items.size() && Streams.of(framing, items.subList(0, n + 1)).length <= limit) {
            n++;
        }
        return n;
    }

    @Test
    void smallItemsGoOutInFewWrites() {
        ChunkedOutput out = new ChunkedOutput(() -> EVERYTHING);
        try (RunWriter writer = new RunWriter(out, Framing.LINES, () -> false)) {
            for (int i = 0; i < 100_000; i++) {
                writer.write(RunFormat.ONE, 1, wrapped("0123456789".getBytes(ISO_8859_1), 10));
            }
            writer.flush();
        }
        assertEquals(1_100_000, out.taken().length);
        assertTrue(out.writes() <= 30, "writes: " + out.writes());
    }

    @Test
    void aLongUnchangedRunNeedsOneGatheringWrite() throws IOException {
        ChunkedOutput out = new ChunkedOutput(() -> EVERYTHING);
        byte[] run = "x\n".repeat(100_000).getBytes(ISO_8859_1);
        try (RunWriter writer = new RunWriter(out, Framing.LINES, () -> false)) {
            writer.write(RunFormat.LINES, 100_000, wrapped(run, 50_001));
            assertEquals(100_000, writer.itemsTaken());
        }
        assertEquals(1, out.writes());
        assertArrayEquals(run, out.taken());
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyItem(Framing framing) throws IOException {
        ChunkedOutput out = new ChunkedOutput(() -> EVERYTHING);
        try (RunWriter writer = new RunWriter(out, framing, () -> false)) {
            writer.write(RunFormat.ONE, 1, wrapped(new byte[0], 0));
            writer.flush();
            assertEquals(1, writer.itemsTaken());
        }
        assertArrayEquals(Streams.of(framing, items("")), out.taken());
    }

    @Test
    void aDamagedRunIsNotTranslated() {
        ChunkedOutput out = new ChunkedOutput(() -> EVERYTHING);
        try (RunWriter writer = new RunWriter(out, Framing.LINES, () -> false)) {
            RunBytes run = wrapped(new byte[] {-1, -1, -1, -1, 'a'}, 2);
            assertFails(Category.CORRUPT, () -> writer.write(RunFormat.FRAMES, 1, run));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void otherFailuresAreDistinguished(int length) {
        ChunkedOutput out = new ChunkedOutput(() -> EVERYTHING);
        out.failAfter(0, "Input/output error");
        try (RunWriter writer = new RunWriter(out, Framing.WHOLE, () -> false)) {
            RunBytes run = wrapped(new byte[length], 0);
            assertFails(
                    Category.IO,
                    "cannot write the output: Input/output error",
                    () -> {
                        writer.write(RunFormat.ONE, 1, run);
                        writer.flush();
                    });
        }
    }

    /**
     * Returns random items for one run (consecutive items in one format). For the format {@code
     * ONE}, this is a single item. For any other format, there are 1 to 50 items. No item contains
     * the terminator of the format. Some of the items are long.
     */
    private static List<byte[]> randomItems(Random random, RunFormat stored) {
        List<byte[]> items = new ArrayList<>();
        int n = stored == RunFormat.ONE ? 1 : 1 + random.nextInt(50);
        for (int i = 0; i < n; i++) {
            int length = random.nextInt(random.nextInt(30) == 0 ? 80_000 : 200);
            items.add(Streams.randomItem(random, stored, length));
        }
        return items;
    }

    /**
     * Returns a run (consecutive items in one format) that wraps as in a ring: its first {@code
     * wrap} bytes lie at the end of a memory area, and its other bytes at the beginning of the same
     * area.
     */
    private static RunBytes wrapped(byte[] run, int wrap) {
        int rest = run.length - wrap;
        MemorySegment area = Arena.ofAuto().allocate(run.length + 9);
        long from = area.byteSize() - wrap;
        MemorySegment.copy(run, 0, area, ValueLayout.JAVA_BYTE, from, wrap);
        MemorySegment.copy(run, wrap, area, ValueLayout.JAVA_BYTE, 0, rest);
        return new RunBytes().set(area, from, wrap, area, 0, rest);
    }
}
