package ipckit.common.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Tests writes that fail in the kernel, for example to a full device. The tests of other classes
 * use a simulated output that fails.
 */
@Timeout(600)
class FullWriterTest {
    @TempDir Path dir;

    @Test
    void aPipeWithoutReader() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        try (WritableByteChannel out = pipe.sink()) {
            assertEquals(Category.OUTPUT_CLOSED, failure(out, bytes(100), () -> true).category());
        }
    }

    @Test
    void aFullDevice() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        try (FileChannel out = FileChannel.open(full, WRITE)) {
            for (int length : new int[] {100, 100_000}) {
                IpcException e = failure(out, bytes(length), () -> false);
                assertEquals(Category.NO_SPACE, e.category());
                assertEquals("no space left for the output", e.getMessage());
            }
        }
    }

    @Test
    void anErrorTextInAnotherLanguageIsComparedWithThatOfAFullDevice() {
        FullWriter output = new FullWriter(null, () -> false);
        IpcException e = output.explain(new IOException("Auf dem Gerät ist noch Platz"));
        assertEquals(Category.IO, e.category());
        assertEquals(Category.IO, output.explain(new IOException()).category());
    }

    @Test
    void aRunOfATruncatedFileIsNotAnOutputError() throws IOException {
        Path file = dir.resolve("area");
        int length = 64 << 10;
        Files.write(file, new byte[length]);
        try (RandomAccessFile area = new RandomAccessFile(file.toFile(), "rw");
                FileChannel out = FileChannel.open(dir.resolve("out"), CREATE, WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment s = area.getChannel().map(MapMode.READ_WRITE, 0, length, arena);
            area.setLength(0);
            try (RunWriter writer = new RunWriter(out, Framing.WHOLE, () -> false)) {
                RunBytes run = new RunBytes().set(s, 0, length);
                assertThrows(InternalError.class, () -> writer.write(RunFormat.ONE, 1, run));
                assertEquals(0, writer.itemsTaken());
            }
        }
    }

    @Test
    void linesFromOneFileToAnother() throws IOException {
        Path from = dir.resolve("from");
        Path to = dir.resolve("to");
        String text = "a line of some length\n\nanother\n".repeat(100_000) + "the last";
        Files.writeString(from, text, ISO_8859_1);
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(to, CREATE, WRITE);
                RunReader reader = new RunReader(in, Framing.LINES, 1000);
                RunWriter writer = new RunWriter(out, Framing.LINES, () -> false)) {
            RunBytes run = new RunBytes();
            while (reader.next()) {
                run.set(reader.bytes(), reader.from(), reader.length());
                writer.write(RunFormat.LINES, reader.count(), run);
            }
            writer.flush();
            assertEquals(300_001, writer.itemsTaken());
        }
        assertEquals(text + "\n", Files.readString(to, ISO_8859_1));
    }

    private static IpcException failure(
            WritableByteChannel out, RunBytes run, BooleanSupplier peerGone) {
        try (RunWriter writer = new RunWriter(out, Framing.WHOLE, peerGone)) {
            return assertThrows(
                    IpcException.class,
                    () -> {
                        writer.write(RunFormat.ONE, 1, run);
                        writer.flush();
                    });
        }
    }

    private static RunBytes bytes(int length) {
        return new RunBytes().set(Arena.ofAuto().allocate(length), 0, length);
    }
}
