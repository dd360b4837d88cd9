package ipckit.common.queue;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.object.ObjectHeader;
import ipckit.common.os.NamedPipe;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tests that every operation on a damaged ring file ends soon, and that it throws no exception
 * except an {@link IpcException} of an expected category.
 */
@ParameterizedClass
@EnumSource
@Timeout(600)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class HostileFileTest {
    private static final int ROUNDS = Integer.getInteger("ipckit.hostile.rounds", 60);
    private static final long SEED = Long.getLong("ipckit.hostile.seed", 4711);
    private static final long LIMIT_SECONDS = 120;
    private static final long SHORT_NANOS = 15_000_000;
    private static final int MOST_CLAIMS = 100;

    private static final Set<Category> SANE =
            EnumSet.of(
                    Category.CORRUPT,
                    Category.WOULD_BLOCK,
                    Category.TIMED_OUT,
                    Category.REMOVED,
                    Category.UNUSABLE,
                    Category.NO_SPACE,
                    Category.FAILED);

    private static final long[] WILD = {
        -1,
        0,
        1,
        8,
        15,
        16,
        48,
        64,
        4096,
        4112,
        1 << 20,
        (1L << 32) - 16,
        1L << 32,
        1L << 40,
        1L << 62,
        (1L << 62) + 16,
        Long.MAX_VALUE,
        Long.MAX_VALUE & -16,
        Long.MIN_VALUE,
        -16
    };

    /**
     * The words in the header that the tests overwrite. Each element is a group of consecutive
     * words, given by the offsets of its first and its last word.
     */
    private static final long[][] HEADER_WORDS = {
        {ObjectHeader.FLAGS_AT & -8, RingLayout.STATE_AT},
        {RingLayout.TAIL_AT, RingLayout.PRODUCERS_LOCK_AT},
        {RingLayout.ITEMS_EVENT_AT, RingLayout.ITEMS_EVENT_AT},
        {RingLayout.HEAD_AT, RingLayout.CONSUMERS_LOCK_AT},
        {RingLayout.ROOM_EVENT_AT, RingLayout.ROOM_EVENT_AT},
        {RingLayout.ATTACHES_AT, RingLayout.CLAIMS_USED_AT}
    };

    private enum Kind {
        BYTES(new RingSpec(0, RingSpec.FullRule.TEXTBOOK, 4096, 0, false, false, false, 0)),
        SLOTS(new RingSpec(32, RingSpec.FullRule.TEXTBOOK, 4096, 0, false, false, false, 0)),
        ONE_TO_ONE(new RingSpec(0, RingSpec.FullRule.TEXTBOOK, 4096, 0, true, false, false, 0)),
        UNBOUNDED(new RingSpec(0, RingSpec.FullRule.TEXTBOOK, 512, 0, false, false, true, 0));

        final RingSpec spec;

        Kind(RingSpec spec) {
            this.spec = spec;
        }
    }

    @TempDir Path home;

    private final Kind kind;
    private final Random random = new Random(SEED);
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private Path directory;
    private byte[] intact;

    HostileFileTest(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void makeRing() throws IOException {
        make("ring");
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    @Test
    void wildWordsInTheHeader() throws Exception {
        for (long[] group : HEADER_WORDS) {
            for (long word = group[0]; word <= group[1]; word += Long.BYTES) {
                for (long value : WILD) {
                    byte[] hostile = intact.clone();
                    words(hostile).putLong((int) word, value);
                    inflict(hostile, "word " + word + " = " + value);
                }
            }
        }
    }

    @Test
    void wildWordsInTheClaims() throws Exception {
        for (int round = 0; round < 2 * ROUNDS; round++) {
            byte[] hostile = intact.clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                long line = RingLayout.claim(random.nextInt(3));
                long word = line + Long.BYTES * random.nextInt(5);
                words(hostile).putLong((int) word, WILD[random.nextInt(WILD.length)]);
            }
            words(hostile).putLong((int) RingLayout.CLAIMS_USED_AT, 1 + random.nextInt(3));
            inflict(hostile, "claims, round " + round);
        }
    }

    @Test
    void positionsThatAreNearlyRight() throws Exception {
        long[] positions = {
            RingLayout.TAIL_AT,
            RingLayout.HEAD_AT,
            RingLayout.CLAIM_RUN_AT,
            RingLayout.CLAIM_AT_AT,
            RingLayout.claim(0) + ClaimLayout.FROM,
            RingLayout.claim(0) + ClaimLayout.TO,
            RingLayout.claim(0) + ClaimLayout.RUN
        };
        for (int round = 0; round < ROUNDS; round++) {
            byte[] hostile = intact.clone();
            long word = positions[random.nextInt(positions.length)];
            long value = words(hostile).getLong((int) word) + random.nextInt(-200, 200);
            words(hostile).putLong((int) word, value);
            inflict(hostile, "word " + word + " = " + value);
        }
    }

    @Test
    void randomBytes() throws Exception {
        int tables = (int) RingLayout.PARTICIPANTS_AT;
        int area = (int) RingLayout.AREA_AT;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] hostile = intact.clone();
            scatter(hostile, 0, 1024, 1 + random.nextInt(8));
            inflict(hostile, "header, round " + round);
            hostile = intact.clone();
            scatter(hostile, tables, tables + 512, 20);
            scatter(hostile, (int) RingLayout.CLAIMS_AT, (int) RingLayout.claim(3), 20);
            inflict(hostile, "tables, round " + round);
            if (hostile.length > area) {
                hostile = intact.clone();
                scatter(hostile, area, hostile.length, 1 + random.nextInt(200));
                inflict(hostile, "area, round " + round);
            }
        }
    }

    @Test
    void wholeFilesOfNothingOrNoise() throws Exception {
        byte[] hostile = new byte[intact.length];
        inflict(hostile, "zeros");
        random.nextBytes(hostile);
        inflict(hostile, "noise");
        hostile = intact.clone();
        words(hostile).putInt((int) ObjectHeader.VERSION_AT, RingLayout.KIND.version() + 1);
        inflict(hostile, "version");
        assertFails(Category.CORRUPT, () -> RingMonitor.open(directory));
    }

    @Test
    void cutShort() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(intact.length);
            write(Arrays.copyOf(intact, length));
            assertFails(Category.CORRUPT, () -> Ring.open(directory));
            assertFails(Category.CORRUPT, () -> RingMonitor.open(directory));
        }
    }

    @Test
    void cutShortWhileMapped() throws Exception {
        for (int round = 0; round < 5; round++) {
            make("ring" + round);
            Ring ring = Ring.open(directory);
            Producer producer = ring.producer();
            Consumer consumer = ring.consumer();
            RingMonitor monitor = RingMonitor.open(directory);
            truncate();
            long size = 10;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment item = arena.allocate(size);
                isCorrupt(() -> producer.put(item, 0, size, Deadline.afterNanos(SHORT_NANOS)));
            }
            isCorrupt(() -> consumer.claim(1, Long.MAX_VALUE, 0, Deadline.afterNanos(SHORT_NANOS)));
            isCorrupt(monitor::look);
            isCorrupt(() -> monitor.peek(1, true, (_, _, _) -> {}));
            isCorrupt(ring::producer);
            isCorrupt(producer::close);
            isCorrupt(consumer::close);
            monitor.close();
        }
    }

    @Test
    void otherThanRegularFiles() throws Exception {
        for (String file : new String[] {"ring", "live"}) {
            make("with-odd-" + file);
            Path odd = directory.resolve(file);
            Files.delete(odd);
            NamedPipe.make(odd);
            cannotBeOpened();
            Files.delete(odd);
            Files.createSymbolicLink(odd, Path.of("/dev/zero"));
            cannotBeOpened();
        }
    }

    private void cannotBeOpened() throws Exception {
        isCorrupt(() -> RingMonitor.open(directory).close());
        isCorrupt(() -> Ring.open(directory).producer().close());
    }

    private void isCorrupt(Runnable operation) throws Exception {
        Throwable thrown = failure("the operation", operation);
        boolean corrupt =
                thrown instanceof IpcException failure && failure.category() == Category.CORRUPT;
        // The JVM reports a memory fault as an InternalError, which the ring translates into
        // CORRUPT. If the JVM reports a second fault during this translation, the second
        // InternalError is not translated.
        boolean secondFault =
                thrown instanceof InternalError error
                        && error.getMessage().contains("unsafe memory access");
        if (!corrupt && !secondFault) {
            throw new AssertionError("not reported as CORRUPT: " + thrown, thrown);
        }
    }

    /**
     * Makes a ring with runs of all formats, and with a claim that a consumer has given back. A run
     * consists of a header and the items that a producer has put together. Copies the contents of
     * the ring's file to {@link #intact}.
     */
    private void make(String name) throws IOException {
        directory = home.resolve(name);
        Files.createDirectory(directory);
        Ring.create(directory, kind.spec);
        Ring ring = Ring.open(directory);
        try (Producer producer = ring.producer();
                Consumer consumer = ring.consumer()) {
            put(producer, RunFormat.LINES, "one", "two", "", "four", "five", "six");
            put(producer, RunFormat.NULS, "eins", "zwei", "", "vier");
            consumer.claim(3, Long.MAX_VALUE, 0, Deadline.NOW);
            take(consumer);
            put(producer, RunFormat.FRAMES, "", "\0\0\0");
            put(producer, RunFormat.ONE, "one\ntwo\n\nfour\nfive\ns");
            consumer.claim(2, Long.MAX_VALUE, 0, Deadline.NOW);
            consumer.giveBack();
        }
        intact = Files.readAllBytes(directory.resolve("ring"));
    }

    private static void put(Producer to, RunFormat format, String... items) {
        assertEquals(Producer.Result.DONE, Given.run(to, format, List.of(items), Deadline.NOW));
    }

    private static ByteBuffer words(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
    }

    private void scatter(byte[] file, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            file[random.nextInt(from, to)] = (byte) random.nextInt();
        }
    }

    private void write(byte[] hostile) throws IOException {
        // A new file replaces the previous one, because the previous file may still be mapped.
        Path ring = directory.resolve("ring");
        Files.delete(ring);
        Files.write(ring, hostile);
    }

    private void truncate() throws IOException {
        try (FileChannel file =
                FileChannel.open(directory.resolve("ring"), StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }

    private void inflict(byte[] hostile, String what) throws Exception {
        String where = kind + ": " + what;
        attempt(where + ", look", hostile, this::look);
        attempt(where + ", peek", hostile, this::peek);
        attempt(where + ", put", hostile, () -> put(Producer.OnFull.BLOCK));
        attempt(where + ", get", hostile, this::get);
        attempt(where + ", drop old", hostile, () -> put(Producer.OnFull.DROP_OLD));
    }

    private void attempt(String what, byte[] hostile, Runnable operation) throws Exception {
        write(hostile);
        Throwable thrown = failure(what, operation);
        boolean sane = thrown instanceof IpcException e && SANE.contains(e.category());
        if (thrown != null && !sane) {
            throw new AssertionError(what, thrown);
        }
    }

    /** Runs an operation, and returns the exception that it throws; null when it succeeds. */
    private Throwable failure(String what, Runnable operation) throws Exception {
        Future<?> done = worker.submit(operation);
        try {
            done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            Thread.getAllStackTraces()
                    .forEach(
                            (thread, stack) -> {
                                if (thread.getName().startsWith("pool")) {
                                    e.setStackTrace(stack);
                                }
                            });
            throw new AssertionError(what + ": does not end", e);
        }
    }

    private void look() {
        try (RingMonitor monitor = RingMonitor.open(directory)) {
            monitor.look();
        }
    }

    private void peek() {
        ItemCursor cursor = new ItemCursor();
        try (RingMonitor monitor = RingMonitor.open(directory)) {
            monitor.peek(10_000, true, (format, _, bytes) -> walk(cursor, format, bytes));
        }
    }

    private void put(Producer.OnFull onFull) {
        Ring ring = Ring.open(directory);
        if (ring.spec().oneToOne() && onFull == Producer.OnFull.DROP_OLD) {
            return;
        }
        try (Producer producer = ring.producer(onFull, Deadline.NEVER, () -> false);
                Arena arena = Arena.ofConfined()) {
            MemorySegment item = arena.allocate(700);
            for (int i = 0; i < 4; i++) {
                producer.put(item, 0, 400 + i, Deadline.afterNanos(SHORT_NANOS));
            }
        }
    }

    private void get() {
        try (Consumer consumer = Ring.open(directory).consumer()) {
            for (int claims = 0; claims < MOST_CLAIMS; claims++) {
                if (consumer.claim(2, 1000, 0, Deadline.afterNanos(SHORT_NANOS))
                        != Consumer.Result.ITEMS) {
                    return;
                }
                take(consumer);
            }
        }
    }

    private static void take(Consumer consumer) {
        ItemCursor cursor = new ItemCursor();
        Delivery delivery = consumer.delivery();
        while (delivery.nextRun()) {
            walk(cursor, delivery.format(), delivery.bytes());
        }
        consumer.acknowledge();
    }

    private static void walk(ItemCursor cursor, RunFormat format, RunBytes bytes) {
        cursor.reset(format, bytes);
        while (cursor.next()) {
            // The loop only calls next(), which throws an exception if an item is incomplete.
        }
    }
}
