package ipckit.common.pipe;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@Timeout(600)
class BlockReaderTest {
    private static final long SEED = 20251128;

    @ParameterizedTest
    @EnumSource(
            value = Framing.class,
            names = {"LINES", "NULS", "FRAMES"})
    void blocksKeepTheirContentWhileOthersAreRead(Framing framing) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 100; round++) {
            byte[] stream = Streams.of(framing, items(random, framing));
            int chunk = 1 + random.nextInt(100_000);
            ChunkedInput in = new ChunkedInput(stream, () -> 1 + random.nextInt(chunk));
            int size = 1 + random.nextInt(100_000);
            BlockReader reader = new BlockReader(in, framing, size, random.nextBoolean());
            List<RecordBlock> blocks = new ArrayList<>();
            for (RecordBlock block = new RecordBlock();
                    reader.next(block);
                    block = new RecordBlock()) {
                assertTrue(block.length() <= size || block.count() == 1);
                assertEquals(block.count(), records(framing, block));
                blocks.add(block);
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            blocks.forEach(block -> all.writeBytes(bytes(block)));
            assertArrayEquals(stream, all.toByteArray());
        }
    }

    private static BlockReader lines(String stream, int chunk, int size, boolean full) {
        return new BlockReader(new ChunkedInput(stream, chunk), Framing.LINES, size, full);
    }

    private static List<byte[]> items(Random random, Framing framing) {
        List<byte[]> items = new ArrayList<>();
        for (int n = random.nextInt(3000); n > 0; n--) {
            int length = random.nextInt(random.nextInt(100) == 0 ? 5000 : 60);
            items.add(Streams.randomItem(random, framing.format(), length));
        }
        return items;
    }

    private static long records(Framing framing, RecordBlock block) {
        return framing.format().count(block.bytes(), block.from(), block.from() + block.length());
    }

    private static byte[] bytes(RecordBlock block) {
        byte[] bytes = new byte[Math.toIntExact(block.length())];
        block.view().get(bytes);
        return bytes;
    }

    private static String text(RecordBlock block) {
        return new String(bytes(block), ISO_8859_1);
    }

    @Test
    void aReusedBlockHasTheNextRecords() {
        BlockReader reader = lines("a\nbb\nc\n", 100, 1, false);
        RecordBlock block = new RecordBlock();
        List<String> seen = new ArrayList<>();
        while (reader.next(block)) {
            seen.add(text(block));
        }
        assertEquals(List.of("a\n", "bb\n", "c\n"), seen);
    }

    @Test
    void aFullBlockCombinesSeveralReads() {
        String stream = "abc\n".repeat(10);
        RecordBlock block = new RecordBlock();
        assertTrue(lines(stream, 5, 17, true).next(block));
        assertEquals(4, block.count());
        assertTrue(lines(stream, 5, 17, false).next(block));
        assertEquals(1, block.count());
    }

    @Test
    void aMissingTerminatorIsAddedAndCanBeRemoved() {
        BlockReader reader = lines("a\nb", 9, 100, true);
        RecordBlock block = new RecordBlock();
        assertTrue(reader.next(block));
        assertEquals("a\n", text(block));
        block.leaveAsRead();
        assertEquals("a\n", text(block));
        assertTrue(reader.next(block));
        assertEquals("b\n", text(block));
        block.leaveAsRead();
        assertEquals("b", text(block));
        assertFalse(reader.next(block));
        assertFalse(reader.next(block));
    }

    @Test
    void recordsAreDroppedAndAppended() {
        BlockReader reader = lines("a\nb\nc\n", 4, 100, false);
        RecordBlock first = new RecordBlock();
        RecordBlock second = new RecordBlock();
        assertTrue(reader.next(first) && reader.next(second));
        first.drop(1, 2);
        assertTrue(first.append(second));
        assertEquals("b\nc\n", text(first));
        assertEquals(2, first.count());
        assertEquals("c\n", text(second));
        RecordBlock large = new RecordBlock();
        assertTrue(lines("x".repeat(70_000), 70_000, 1, false).next(large));
        assertFalse(first.append(large));
        assertEquals("b\nc\n", text(first));
    }

    @Test
    void aFrameCutShortIsReportedAfterTheFramesBeforeIt() {
        ChunkedInput in = new ChunkedInput("\0\0\0\1a\0\0\0\5b", 99);
        BlockReader reader = new BlockReader(in, Framing.FRAMES, 100, true);
        RecordBlock block = new RecordBlock();
        assertTrue(reader.next(block));
        assertEquals(1, block.count());
        assertFails(Category.UNUSABLE, "frame 2 is cut short", () -> reader.next(block));
    }
}
