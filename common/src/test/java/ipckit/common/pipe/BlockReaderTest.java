package ipckit.common.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

@Timeout(60)
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

    private static List<byte[]> items(Random random, Framing framing) {
        List<byte[]> items = new ArrayList<>();
        for (int n = random.nextInt(3000); n > 0; n--) {
            byte[] item =
                    new byte[random.nextInt(100) == 0 ? random.nextInt(5000) : random.nextInt(60)];
            random.nextBytes(item);
            for (int i = 0; i < item.length; i++) {
                if (framing.format().terminated() && item[i] == framing.format().terminator()) {
                    item[i] = 'x';
                }
            }
            items.add(item);
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
        BlockReader reader =
                new BlockReader(new ChunkedInput("a\nbb\nc\n", () -> 100), Framing.LINES, 1, false);
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
        BlockReader full =
                new BlockReader(new ChunkedInput(stream, () -> 5), Framing.LINES, 17, true);
        assertTrue(full.next(block));
        assertEquals(4, block.count());
        BlockReader prompt =
                new BlockReader(new ChunkedInput(stream, () -> 5), Framing.LINES, 17, false);
        assertTrue(prompt.next(block));
        assertEquals(1, block.count());
    }

    @Test
    void aMissingTerminatorIsAddedAndCanBeRemoved() {
        BlockReader reader =
                new BlockReader(new ChunkedInput("a\nb", () -> 9), Framing.LINES, 100, true);
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
        BlockReader reader =
                new BlockReader(new ChunkedInput("a\nb\nc\n", () -> 4), Framing.LINES, 100, false);
        RecordBlock first = new RecordBlock();
        RecordBlock second = new RecordBlock();
        assertTrue(reader.next(first) && reader.next(second));
        first.drop(1, 2);
        assertTrue(first.append(second));
        assertEquals("b\nc\n", text(first));
        assertEquals(2, first.count());
        assertEquals("c\n", text(second));
        RecordBlock large = new RecordBlock();
        BlockReader other =
                new BlockReader(
                        new ChunkedInput("x".repeat(70_000), () -> 70_000),
                        Framing.LINES,
                        1,
                        false);
        assertTrue(other.next(large));
        assertFalse(first.append(large));
        assertEquals("b\nc\n", text(first));
    }

    @Test
    void aFrameCutShortIsReportedAfterTheFramesBeforeIt() {
        BlockReader reader =
                new BlockReader(
                        new ChunkedInput("\0\0\0\1a\0\0\0\5b", () -> 99),
                        Framing.FRAMES,
                        100,
                        true);
        RecordBlock block = new RecordBlock();
        assertTrue(reader.next(block));
        assertEquals(1, block.count());
        IpcException e = assertThrows(IpcException.class, () -> reader.next(block));
        assertEquals("frame 2 is cut short", e.getMessage());
    }
}
