package ipckit.common.pipe;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@Timeout(600)
class RunReaderTest {
    private static final long SEED = 20250916;
    private static final long NO_LIMIT = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "LINES, 'a\nb\n', 'a|b'",
        "LINES, 'a\n\nb', 'a||b'",
        "LINES, '\n', ''",
        "LINES, 'a\0b\r\n', 'a\0b\r'",
        "NULS, 'a\nb\0\0c', 'a\nb||c'",
        "FRAMES, '\0\0\0\1a\0\0\0\0\0\0\0\2\n\0', 'a||\n\0'",
        "WHOLE, 'a\n\0b', 'a\n\0b'",
        "WHOLE, '', ''",
    })
    void itemsOfAStream(Framing framing, String stream, String items) {
        List<String> expected = List.of(items.split("\\|", -1));
        for (int chunk = 1; chunk <= 8; chunk++) {
            assertEquals(expected, readAll(new ChunkedInput(stream, chunk), framing, NO_LIMIT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINES", "NULS", "FRAMES"})
    void anEmptyStreamHasNoItem(Framing framing) {
        assertEquals(List.of(), readAll(new ChunkedInput("", 1), framing, NO_LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINES", "NULS", "FRAMES", "WHOLE"})
    void randomItemsInRandomReads(Framing framing) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            int preferred = 16 + random.nextInt(200);
            int longest = 1 + random.nextInt(3 * preferred);
            List<byte[]> items = new ArrayList<>();
            int n = framing == Framing.WHOLE ? 1 : random.nextInt(200);
            for (int i = 0; i < n; i++) {
                int size = random.nextInt(longest + 1);
                items.add(Streams.randomItem(random, framing.format(), size));
            }
            byte[] stream = Streams.of(framing, items);
            int chunk = 1 + random.nextInt(2 * preferred);
            ChunkedInput in = new ChunkedInput(stream, () -> 1 + random.nextInt(chunk));
            checkRuns(in, framing, longest, preferred, items);
        }
    }

    /**
     * Reads the stream to its end, and checks each item. Also checks the length and the number of
     * items of each run (the items that one call of {@link RunReader#next} reads).
     */
    private static void checkRuns(
            ChunkedInput in, Framing framing, long maxItem, long preferred, List<byte[]> items) {
        try (RunReader reader = new RunReader(in, framing, maxItem, preferred)) {
            int index = 0;
            while (reader.next()) {
                List<byte[]> run = itemsOf(reader, framing);
                for (byte[] item : run) {
                    assertArrayEquals(items.get(index++), item);
                }
                assertEquals(run.size(), reader.count());
                assertTrue(reader.length() <= preferred || reader.count() == 1);
            }
            assertEquals(items.size(), index);
            assertFalse(reader.next());
            assertEquals(0, reader.count());
        }
    }

    @Test
    void aRunIsReturnedAfterTheFirstWholeItem() {
        ChunkedInput in = new ChunkedInput("ab\ncd\nef\ngh\n", 4);
        try (RunReader reader = new RunReader(in, Framing.LINES, NO_LIMIT)) {
            assertRun(reader, "ab\n");
            assertEquals(1, in.reads());
            assertRun(reader, "cd\n");
            assertEquals(2, in.reads());
            assertRun(reader, "ef\ngh\n");
            assertEquals(3, in.reads());
        }
    }

    @Test
    void aFullBufferTakesOneRead() {
        String line = "x".repeat(99) + "\n";
        ChunkedInput in = new ChunkedInput(line.repeat(10_000), Integer.MAX_VALUE);
        try (RunReader reader = new RunReader(in, Framing.LINES, NO_LIMIT)) {
            assertTrue(reader.next());
            assertEquals(RunReader.PREFERRED / 100, reader.count());
            assertEquals(1, in.reads());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINES", "NULS", "FRAMES", "WHOLE"})
    void anItemAsLongAsAllowedPasses(Framing framing) throws IOException {
        for (int length : new int[] {1, 15, 16, 17, 1000}) {
            String item = "x".repeat(length);
            byte[] stream = Streams.of(framing, List.of(item.getBytes(ISO_8859_1)));
            for (int chunk : new int[] {1, 7, 10_000}) {
                ChunkedInput in = new ChunkedInput(stream, () -> chunk);
                assertEquals(List.of(item), readAll(in, framing, length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LINES, line 3 is longer than 9 bytes",
        "NULS, item 3 is longer than 9 bytes",
        "FRAMES, frame 3 is longer than 9 bytes"
    })
    void anItemTooLongIsReportedAfterTheItemsBeforeIt(Framing framing, String message)
            throws IOException {
        byte[] stream = Streams.of(framing, Streams.items("a", "", "0123456789", "b"));
        for (int chunk = 1; chunk <= stream.length; chunk++) {
            int size = chunk;
            ChunkedInput in = new ChunkedInput(stream, () -> size);
            try (RunReader reader = new RunReader(in, framing, 9, 16)) {
                int before = 0;
                while (before < 2) {
                    assertTrue(reader.next());
                    before += reader.count();
                }
                assertEquals(2, before);
                assertFails(Category.UNUSABLE, message, reader::next);
                assertFails(Category.UNUSABLE, message, reader::next);
            }
        }
    }

    @Test
    void aWholeInputTooLongIsReported() {
        ChunkedInput in = new ChunkedInput("0123456789", 3);
        assertFails(
                Category.UNUSABLE,
                "the input is longer than 9 bytes",
                () -> readAll(in, Framing.WHOLE, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\0\0\0", "\0\0\0\2a"})
    void aFrameCutShort(String rest) {
        for (int chunk = 1; chunk <= 10; chunk++) {
            ChunkedInput in = new ChunkedInput("\0\0\0\1a" + rest, chunk);
            try (RunReader reader = new RunReader(in, Framing.FRAMES, NO_LIMIT)) {
                assertTrue(reader.next());
                assertEquals(1, reader.count());
                assertFails(Category.UNUSABLE, "frame 2 is cut short", reader::next);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\377\377\377\377", "\200\0\0\0a", "text taken for frames"})
    void aFrameLengthBeyondTheLimitIsRefusedBeforeAllocation(String stream) {
        ChunkedInput in = new ChunkedInput(stream, 100);
        IpcException e =
                assertFails(Category.UNUSABLE, () -> readAll(in, Framing.FRAMES, NO_LIMIT));
        assertTrue(e.getMessage().startsWith("frame 1 "), e.getMessage());
    }

    @Test
    void aNonBlockingDescriptorIsWaitedFor() {
        Random random = new Random(SEED);
        ChunkedInput in =
                new ChunkedInput("ab\ncd\n".getBytes(ISO_8859_1), () -> random.nextInt(3));
        assertEquals(List.of("ab", "cd"), readAll(in, Framing.LINES, NO_LIMIT));
    }

    @Test
    void aFailedReadIsAnInputError() {
        ChunkedInput in = new ChunkedInput("ab\ncd", 4);
        in.failAtEnd("Input/output error");
        try (RunReader reader = new RunReader(in, Framing.LINES, NO_LIMIT)) {
            assertTrue(reader.next());
            assertFails(Category.IO, "cannot read the input: Input/output error", reader::next);
        }
    }

    private static List<String> readAll(ChunkedInput in, Framing framing, long maxItem) {
        List<String> items = new ArrayList<>();
        try (RunReader reader = new RunReader(in, framing, maxItem, 16)) {
            while (reader.next()) {
                itemsOf(reader, framing).forEach(item -> items.add(new String(item, ISO_8859_1)));
            }
        }
        return items;
    }

    /** Returns the items that the last call of {@link RunReader#next} read. */
    private static List<byte[]> itemsOf(RunReader reader, Framing framing) {
        RunBytes run = new RunBytes().set(reader.bytes(), reader.from(), reader.length());
        ItemCursor cursor = new ItemCursor();
        cursor.reset(framing.format(), run);
        List<byte[]> items = new ArrayList<>();
        while (cursor.next()) {
            byte[] item = new byte[(int) cursor.length()];
            run.copyTo(cursor.from(), item.length, MemorySegment.ofArray(item), 0);
            items.add(item);
        }
        return items;
    }

    private static void assertRun(RunReader reader, String text) {
        assertTrue(reader.next());
        MemorySegment run = reader.bytes().asSlice(reader.from(), reader.length());
        assertEquals(text, new String(run.toArray(ValueLayout.JAVA_BYTE), ISO_8859_1));
    }
}
