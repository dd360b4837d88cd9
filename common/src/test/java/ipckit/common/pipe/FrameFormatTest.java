package ipckit.common.pipe;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

@Timeout(600)
class FrameFormatTest {
    private static final long SEED = 20261130;
    private static final int LONGEST = 300;

    /** An item with its metadata. Each char of the item stands for a byte. */
    private record Described(FrameMetadata metadata, String item) {}

    @Test
    void metadataDescribesTheItemAfterIt() {
        String stream = "\200\0\0\7a=1\0b=\0\0\0\0\1x\0\0\0\2yz\200\0\0\4c=3\0\0\0\0\0";
        List<Described> expected =
                List.of(
                        new Described(new FrameMetadata(Map.of("a", "1", "b", "")), "x"),
                        new Described(FrameMetadata.NONE, "yz"),
                        new Described(new FrameMetadata(Map.of("c", "3")), ""));
        for (int chunk = 1; chunk <= stream.length(); chunk++) {
            assertEquals(expected, readAll(new ChunkedInput(stream, chunk)));
        }
    }

    @Test
    void theLastOfSeveralTextsWithOneNameCounts() {
        ChunkedInput in = new ChunkedInput("\200\0\0\14a=1\0b\n=\0a==\0\0\0\0\0", 99);
        assertEquals(Map.of("a", "=", "b\n", ""), readAll(in).getFirst().metadata.texts());
    }

    @Test
    void everyReaderReadsWhatTheWriterWrites() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            List<Described> items = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            for (int n = random.nextInt(30); n > 0; n--) {
                byte[] item = new byte[random.nextInt(LONGEST + 1)];
                random.nextBytes(item);
                FrameMetadata metadata =
                        random.nextBoolean() ? FrameMetadata.NONE : randomMetadata(random);
                byte[] frame = frame(item);
                plain.writeBytes(frame);
                stream.writeBytes(
                        metadata.texts().isEmpty() ? frame : FrameFormat.frames(metadata, item));
                items.add(new Described(metadata, new String(item, ISO_8859_1)));
            }
            int chunk = 1 + random.nextInt(1000);
            byte[] bytes = stream.toByteArray();
            assertEquals(
                    items,
                    readAll(new ChunkedInput(bytes, () -> 1 + random.nextInt(chunk))),
                    () -> "chunks of up to " + chunk + " bytes");
            assertArrayEquals(
                    plain.toByteArray(),
                    readBlocks(new ChunkedInput(bytes, () -> 1 + random.nextInt(chunk))));
            InputStream in = new ByteArrayInputStream(bytes);
            for (Described item : items) {
                assertEquals(item.item, new String(FrameFormat.readItem(in, LONGEST), ISO_8859_1));
            }
            assertNull(FrameFormat.readItem(in, LONGEST));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\200\0\0\4a=1', frame 2 is cut short",
        "'\200\0\0\4a=1\0', frame 2 is cut short",
        "'\200\0\0\4a=1\0\0\0\0', frame 2 is cut short",
        "'\200\0\0\4a=1\0\0\0\0\2b', frame 2 is cut short",
        "'\200\0\0\0', frame 2 is cut short",
        "'\200\0\0\3a=1\0\0\0\0', frame 2 has malformed metadata",
        "'\200\0\0\3=1\0\0\0\0\0', frame 2 has malformed metadata",
        "'\200\0\0\2a\0\0\0\0\0', frame 2 has malformed metadata",
        "'\200\0\0\5a\0b=\0\0\0\0\0', frame 2 has malformed metadata",
        "'\200\0\0\4a=\377\0\0\0\0\0', frame 2 has malformed metadata",
        "'\200\0\0\4a=1\0\200\0\0\4a=1\0\0\0\0\0', frame 2 has two metadata frames",
        "'\200\1\0\1', frame 2 has more than 65536 bytes of metadata",
        "'\377\377\377\377', frame 2 has more than 65536 bytes of metadata",
        "'\177\377\377\377', frame 2 is longer than 300 bytes",
    })
    void badMetadataIsReportedAfterTheItemsBeforeIt(String rest, String message) {
        for (int chunk = 1; chunk <= rest.length() + 5; chunk++) {
            ChunkedInput in = new ChunkedInput("\0\0\0\1x" + rest, chunk);
            try (RunReader reader = new RunReader(in, Framing.FRAMES, LONGEST, 16)) {
                assertTrue(reader.next());
                assertEquals(1, reader.count());
                assertFails(Category.UNUSABLE, message, reader::next);
                assertFails(Category.UNUSABLE, message, reader::next);
            }
        }
        InputStream in = new ByteArrayInputStream(rest.getBytes(ISO_8859_1));
        assertFails(
                Category.UNUSABLE,
                message.replace("frame 2", "the frame"),
                () -> FrameFormat.readItem(in, LONGEST));
    }

    /** Readers end normally, or report unusable data, whatever the bytes of the stream are. */
    @Test
    void damagedStreamsEndInOneError() throws IOException {
        Random random = new Random(SEED);
        int bad = 0;
        for (int round = 0; round < 3000; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                stream.writeBytes(
                        FrameFormat.frames(
                                new FrameMetadata(Map.of("name", "value")),
                                new byte[random.nextInt(20)]));
            }
            byte[] bytes = stream.toByteArray();
            for (int n = random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            int chunk = 1 + random.nextInt(50);
            try {
                readAll(new ChunkedInput(damaged, () -> chunk));
            } catch (IpcException e) {
                assertEquals(Category.UNUSABLE, e.category(), e.getMessage());
                bad++;
            }
            InputStream in = new ByteArrayInputStream(damaged);
            try {
                while (FrameFormat.readItem(in, LONGEST) != null) {
                    // Each evaluation of the condition reads an item.
                }
            } catch (IpcException e) {
                assertEquals(Category.UNUSABLE, e.category(), e.getMessage());
            }
        }
        assertTrue(bad > 1000, "only " + bad + " of the streams were damaged");
    }

    @Test
    void theLargestMetadataPassesAndMoreIsRefused() throws IOException {
        String most = "v".repeat(FrameMetadata.MOST_BYTES - 3);
        FrameMetadata metadata = new FrameMetadata(Map.of("n", most));
        byte[] stream = FrameFormat.frames(metadata, new byte[] {'x'});
        for (int chunk : new int[] {1, 1000, 1 << 20}) {
            assertEquals(
                    List.of(new Described(metadata, "x")),
                    readAll(new ChunkedInput(stream, () -> chunk)));
        }
        FrameMetadata more = new FrameMetadata(Map.of("n", most + "v"));
        assertFails(
                Category.UNUSABLE,
                "the metadata has 65537 bytes; a frame has room for 65536",
                () -> FrameFormat.frames(more, new byte[0]));
    }

    @ParameterizedTest
    @CsvSource({"'', v", "a=b, v", "'a\0', v", "a, 'v\0'"})
    void textsThatAFrameCannotContainAreRefused(String name, String value) {
        FrameMetadata metadata = new FrameMetadata(Map.of(name, value));
        assertFails(Category.UNUSABLE, () -> FrameFormat.frames(metadata, new byte[0]));
    }

    @Test
    void metadataOfAnEarlierRunIsForgotten() {
        ChunkedInput in = new ChunkedInput("\200\0\0\4a=1\0\0\0\0\0\0\0\0\1b", 99);
        try (RunReader reader = new RunReader(in, Framing.FRAMES, LONGEST)) {
            assertTrue(reader.next());
            assertEquals(Map.of("a", "1"), reader.metadata().texts());
            assertTrue(reader.next());
            assertEquals(FrameMetadata.NONE, reader.metadata());
            assertFalse(reader.next());
            assertEquals(FrameMetadata.NONE, reader.metadata());
        }
    }

    private static byte[] frame(byte[] item) {
        return ByteBuffer.allocate(Integer.BYTES + item.length)
                .putInt(item.length)
                .put(item)
                .array();
    }

    private static FrameMetadata randomMetadata(Random random) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            String value = random.nextBoolean() ? "ä=\n" : "v".repeat(random.nextInt(500));
            texts.put("name" + n, value);
        }
        return new FrameMetadata(texts);
    }

    private static List<Described> readAll(ChunkedInput in) {
        List<Described> items = new ArrayList<>();
        try (RunReader reader = new RunReader(in, Framing.FRAMES, LONGEST, 64)) {
            while (reader.next()) {
                RunBytes run = new RunBytes().set(reader.bytes(), reader.from(), reader.length());
                ItemCursor cursor = new ItemCursor();
                cursor.reset(Framing.FRAMES.format(), run);
                while (cursor.next()) {
                    byte[] item = new byte[(int) cursor.length()];
                    run.copyTo(cursor.from(), item.length, MemorySegment.ofArray(item), 0);
                    items.add(new Described(reader.metadata(), new String(item, ISO_8859_1)));
                }
                assertTrue(reader.count() == 1 || reader.metadata().texts().isEmpty());
            }
        }
        return items;
    }

    private static byte[] readBlocks(ChunkedInput in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        BlockReader reader = new BlockReader(in, Framing.FRAMES, 1000, true);
        for (RecordBlock block = new RecordBlock(); reader.next(block); ) {
            byte[] bytes = new byte[(int) block.length()];
            block.view().get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
