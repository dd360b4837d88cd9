package ipckit.common.pipe;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException.Category;
import ipckit.common.os.PipeEnd;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;

@Timeout(600)
final class StoppableInputTest {
    private final PipeEnd.Ends pipe = PipeEnd.makePipe();
    private final StoppableInput input = new StoppableInput(pipe.out(), pipe.out().descriptor());

    @AfterEach
    void close() {
        input.close();
        pipe.in().close();
        pipe.out().close();
    }

    private void write(String text) throws IOException {
        pipe.in().write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private BlockReader reader(Framing framing, boolean full) {
        return new BlockReader(input, framing, 1000, full);
    }

    private static String next(BlockReader reader) {
        RecordBlock block = new RecordBlock();
        return reader.next(block) ? ISO_8859_1.decode(block.view()).toString() : null;
    }

    @Test
    void aStopEndsTheWaitOfAReader() throws Exception {
        FutureTask<Integer> reading =
                new FutureTask<>(
                        () -> {
                            int n = input.read(ByteBuffer.allocate(9));
                            return n + input.read(ByteBuffer.allocate(9));
                        });
        Thread.ofPlatform().daemon().start(reading);
        write("xx");
        while (pipe.out().unread() > 0) {
            Thread.onSpinWait();
        }
        input.stop();
        assertEquals(2 - 1, reading.get());
    }

    @Test
    void bytesThatWereNotReadStayInTheStream() throws IOException {
        write("a\nb\n");
        input.stop();
        assertEquals(-1, input.read(ByteBuffer.allocate(9)));
        assertFalse(reader(Framing.LINES, false).next(new RecordBlock()));
        assertEquals(4, pipe.out().unread());
    }

    @Test
    void noRestIsReadBeforeTheStop() throws IOException {
        write("a");
        assertEquals(-1, input.readRest(ByteBuffer.allocate(9)));
        assertEquals(1, pipe.out().unread());
    }

    @Test
    void aRecordThatWasReadInPartIsTheLastOne() throws IOException {
        BlockReader reader = reader(Framing.LINES, false);
        write("one\ntw");
        assertEquals("one\n", next(reader));
        input.stop();
        write("o\nthree\n");
        assertEquals("two\n", next(reader));
        assertNull(next(reader));
        assertEquals("three\n".length(), pipe.out().unread());
    }

    @Test
    void aFrameThatWasReadInPartIsTheLastOne() throws IOException {
        BlockReader reader = reader(Framing.FRAMES, false);
        write("\0\0\0\1a\0\0\0");
        assertEquals("\0\0\0\1a", next(reader));
        input.stop();
        write("\2bc\0\0\0\0");
        assertEquals("\0\0\0\2bc", next(reader));
        assertNull(next(reader));
        assertEquals(Integer.BYTES, pipe.out().unread());
    }

    @Test
    void theItemOfAMetadataFrameIsTheLastOne() throws IOException {
        BlockReader reader = reader(Framing.FRAMES, false);
        ByteBuffer frames =
                ByteBuffer.wrap(FrameFormat.frames(FrameMetadata.NONE, new byte[] {'a'}));
        int prefixAndMetadata = frames.limit() - Integer.BYTES - 1;
        write("\0\0\0\0");
        pipe.in().write(frames.slice(0, prefixAndMetadata));
        assertEquals("\0\0\0\0", next(reader));
        input.stop();
        pipe.in().write(frames.slice(prefixAndMetadata, frames.limit() - prefixAndMetadata));
        write("\0\0\0\0");
        assertEquals("\0\0\0\1a", next(reader));
        assertNull(next(reader));
        assertEquals(Integer.BYTES, pipe.out().unread());
    }

    /**
     * The rest of the record never arrives, because the writer keeps the pipe open and writes
     * nothing.
     */
    @Test
    void theWaitForTheRestOfARecordEnds() throws IOException {
        BlockReader reader = reader(Framing.LINES, false);
        write("one\ntw");
        assertEquals("one\n", next(reader));
        input.stop();
        assertEquals("tw\n", next(reader));
        assertNull(next(reader));
    }

    @Test
    void theEndOfTheStreamEndsTheWaitForTheRestOfARecord() throws IOException {
        BlockReader reader = reader(Framing.FRAMES, false);
        write("\0\0\0\1a\0\0\0\2b");
        assertEquals("\0\0\0\1a", next(reader));
        input.stop();
        pipe.in().close();
        assertFails(Category.UNUSABLE, "frame 2 is cut short", () -> next(reader));
    }

    @Test
    void aBlockThatWasReadInPartIsReturned() throws Exception {
        BlockReader reader = reader(Framing.LINES, true);
        FutureTask<String> reading = new FutureTask<>(() -> next(reader));
        write("a\nb\nc");
        Thread.ofPlatform().daemon().start(reading);
        while (pipe.out().unread() > 0) {
            Thread.onSpinWait();
        }
        input.stop();
        write("\nd\n");
        assertEquals("a\nb\n", reading.get());
        assertEquals("c\n", next(reader));
        assertNull(next(reader));
        assertEquals("d\n".length(), pipe.out().unread());
    }

    @Test
    void theRestOfAnEndlessRecordIsLimited() throws Exception {
        write("one\ntw");
        BlockReader reader = reader(Framing.LINES, false);
        assertEquals("one\n", next(reader));
        input.stop();
        FutureTask<Void> writing =
                new FutureTask<>(
                        () -> {
                            for (; ; ) {
                                write("x".repeat(4096));
                            }
                        });
        Thread writer = Thread.ofPlatform().daemon().start(writing);
        assertEquals(2 + (1 << 20) + 1, next(reader).length());
        assertNull(next(reader));
        pipe.out().close();
        writer.join();
    }

    @Test
    void aReaderMayLimitItsReads() throws IOException {
        BlockReader reader = reader(Framing.LINES, false);
        write("1\n2\n3\n4\n");
        reader.readAtMost(4);
        assertEquals("1\n2\n", next(reader));
        assertEquals(4, pipe.out().unread());
        String line = "x".repeat(50_000) + "\n";
        write(line);
        reader.readAtMost(1);
        assertEquals("3\n", next(reader));
        assertEquals("4\n", next(reader));
        assertEquals(line, next(reader));
        assertEquals(0, pipe.out().unread());
    }
}
