package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RecordBlock;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Methods for tests: make records from text, return the text of records, and run work in threads.
 */
public final class RecordFixtures {
    private RecordFixtures() {}

    /**
     * Returns a reader that collects lines into blocks.
     *
     * @param size the largest size of a block in bytes
     */
    public static BlockReader reader(String lines, int size) {
        return new BlockReader(
                Channels.newChannel(new ByteArrayInputStream(lines.getBytes(ISO_8859_1))),
                Framing.LINES,
                size,
                true);
    }

    /** Returns the numbers from {@code from} to {@code to - 1}, one per line. */
    public static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    /**
     * Runs work in several threads, and waits for all threads. The random numbers of each thread
     * have their own seed.
     */
    public static void runInThreads(int count, Consumer<Random> work) {
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (int i = 0; i < count; i++) {
                Random random = new Random(i);
                runs.add(threads.submit(() -> work.accept(random)));
            }
        }
        for (Future<?> run : runs) {
            assertDoesNotThrow(() -> run.get());
        }
    }

    /** Returns lines as one block. */
    public static RecordBlock block(String lines) {
        RecordBlock block = new RecordBlock();
        reader(lines, 1 << 20).next(block);
        return block;
    }

    /** Returns the bytes of a text. */
    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    /** Returns the text of the remaining bytes. */
    public static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new String(copy, ISO_8859_1);
    }

    /** Returns the text of a block. */
    public static String text(RecordBlock block) {
        return text(block.view());
    }
}
