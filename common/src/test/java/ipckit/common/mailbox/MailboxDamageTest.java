package ipckit.common.mailbox;

import static ipckit.common.mailbox.MailboxFixture.message;
import static ipckit.common.mailbox.MailboxFixture.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Checks that every call on a damaged mailbox returns normally or throws an {@link IpcException},
 * and that no call hangs.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class MailboxDamageTest {
    private static final int ROUNDS = 300;
    private static final int MAX_SIZE = 3000;

    @TempDir Path parent;

    private Path make(int round, MailboxSpec spec) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("box" + round));
        Mailbox.create(directory, spec);
        return directory;
    }

    private static MailboxSpec spec(int capacity, boolean durable) {
        return new MailboxSpec(capacity, MAX_SIZE, false, ReceiverPolicy.ANY, durable, null);
    }

    private static void use(Path directory, Random random) {
        Mailbox box = Mailbox.open(directory);
        try (Sender sender = box.sender(Deadline.NOW);
                Receiver receiver = MailboxFixture.receiver(box)) {
            for (int i = 0; i < 6; i++) {
                byte[] body = new byte[random.nextInt(MAX_SIZE)];
                sender.send(
                        OutgoingMessage.of(random.nextInt(4), MessageMetadata.of("sender"), body),
                        Deadline.NOW);
            }
            for (int i = 0; i < 4; i++) {
                if (receiver.receive(2, i % 2 * 3_600_000L, Deadline.NOW) == MailboxOutcome.DONE) {
                    receiver.message(0);
                    if (i == 1) {
                        receiver.leave();
                    }
                }
            }
        }
        try (ReceiptDesk desk = box.desk()) {
            desk.peek(100);
        }
        MailboxMonitor.open(directory).look(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, MailboxSpec.UNBOUNDED})
    void endsInAnError(int capacity) throws IOException {
        Map<Category, Integer> seen = new EnumMap<>(Category.class);
        Random random = new Random(capacity);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = make(round, spec(capacity, round % 2 == 0));
            use(directory, random);
            damage(directory, random);
            try {
                use(directory, random);
                use(directory, random);
            } catch (IpcException e) {
                seen.merge(e.category(), 1, Integer::sum);
            }
        }
        assertTrue(seen.getOrDefault(Category.CORRUPT, 0) > ROUNDS / 50, () -> "seen: " + seen);
    }

    /**
     * Overwrites random words of the mailbox's files. Does not overwrite the lock word or the event
     * words. Participants use the event words to wake each other.
     */
    private static void damage(Path directory, Random random) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "{box,chunk-*}")) {
            found.forEach(files::add);
        }
        files.sort(null);
        for (int i = random.nextInt(9); i >= 0; i--) {
            Path path = files.get(random.nextInt(files.size()));
            boolean isBox = path.getFileName().toString().equals(MailboxLayout.KIND.fileName());
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                long from = isBox ? MailboxLayout.NEXT_NUMBER_AT : 0;
                long most = isBox ? MailboxLayout.first(MailboxLayout.LISTS) : 8 * EntryLayout.SIZE;
                if (isBox && random.nextBoolean()) {
                    from = MailboxLayout.ROWS_AT;
                    most = Math.min(file.length(), from + 8 * EntryLayout.SIZE);
                }
                file.seek(from + random.nextInt((int) (most - from) / 4) * 4L);
                file.writeInt(random.nextBoolean() ? random.nextInt() : random.nextInt(8) << 24);
            }
        }
    }

    @Test
    void rebuildingManyChunksChangesNothing() throws IOException {
        Path directory = make(0, spec(MailboxSpec.UNBOUNDED, false));
        Mailbox box = Mailbox.open(directory);
        Random random = new Random(1);
        try (Sender sender = box.sender(Deadline.NOW);
                Receiver receiver = MailboxFixture.receiver(box);
                ReceiptDesk desk = box.desk()) {
            for (int step = 0; step < 20_000; step++) {
                String text = step + "x".repeat(random.nextInt(1000));
                sender.send(message(random.nextInt(3), text), Deadline.NOW);
                if (random.nextInt(3) == 0) {
                    receiver.receive(1, random.nextInt(2) * 3_600_000L, Deadline.NOW);
                    if (random.nextInt(4) == 0) {
                        receiver.leave();
                    }
                }
                if (step % 4000 == 3999) {
                    List<Receipt> before = receipts(desk);
                    int held = MailboxMonitor.open(directory).look(false).claimed();
                    new EntryTable(MailboxFile.open(directory, true)).rebuild();
                    assertEquals(before, receipts(desk));
                    assertEquals(held, MailboxMonitor.open(directory).look(false).claimed());
                }
            }
            desk.purge();
        }
        try (Stream<Path> files = Files.list(directory)) {
            long chunks = files.filter(file -> ChunkFiles.isChunk(file.toFile().getName())).count();
            assertTrue(chunks > 2, "chunks with leased messages remain");
        }
    }

    private static List<Receipt> receipts(ReceiptDesk desk) {
        return desk.peek(Integer.MAX_VALUE).stream().map(Message::receipt).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, MailboxSpec.UNBOUNDED})
    void tornMessagesAreDropped(int capacity) throws IOException {
        Path directory = make(0, spec(capacity, true));
        try (Sender sender = Mailbox.open(directory).sender(Deadline.NOW)) {
            for (String text : List.of("whole", "torn", "also whole")) {
                sender.send(message(0, text), Deadline.NOW);
            }
        }
        Path file = directory.resolve(capacity == 8 ? MailboxLayout.KIND.fileName() : "chunk-0-1");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("torn");
        bytes[at + 1] = 'x';
        Files.write(file, bytes);
        restartMachine(directory);
        try (Receiver receiver = MailboxFixture.receiver(Mailbox.open(directory))) {
            for (String text : List.of("whole", "also whole")) {
                assertEquals(MailboxOutcome.DONE, receiver.receive(1, 0, Deadline.NOW));
                assertEquals(text, text(receiver.message(0)));
                assertEquals(2, receiver.message(0).times());
            }
            assertEquals(MailboxOutcome.TIMED_OUT, receiver.receive(1, 0, Deadline.NOW));
        }
    }

    /**
     * Simulates a power failure after which the mailbox's header is older than the list of chunks
     * (the files that contain the messages). The header then states too low a number of chunks. No
     * message may be lost.
     */
    @Test
    void headerOlderThanTheListOfChunksLosesNothing() throws IOException {
        Path directory = make(0, spec(MailboxSpec.UNBOUNDED, true));
        OutgoingMessage message = message(0, new byte[MAX_SIZE]);
        try (Sender sender = Mailbox.open(directory).sender(Deadline.NOW)) {
            sender.send(message, Deadline.NOW);
        }
        Mapping header = MailboxFile.open(directory, true).shared;
        Words.setInt(header, MailboxLayout.CHUNKS_USED_AT, 0);
        Words.setInt(header, MailboxLayout.GENERATION_AT, 0);
        restartMachine(directory);
        Mailbox box = Mailbox.open(directory);
        try (Sender sender = box.sender(Deadline.NOW);
                Receiver receiver = MailboxFixture.receiver(box)) {
            sender.send(message, Deadline.NOW);
            for (int received = 0; received < 2; received++) {
                assertEquals(MailboxOutcome.DONE, receiver.receive(1, 0, Deadline.NOW));
                receiver.acknowledge(1);
            }
        }
    }

    /**
     * Simulates a power failure after which a file of the mailbox contains old entries of
     * acknowledged messages. The test writes two such entries back into the file, behind the entry
     * of a message that was sent later. The mailbox must still accept a new message.
     */
    @Test
    void restoredEntriesDoNotBlockNewOnes() throws IOException {
        Path directory = make(0, spec(MailboxSpec.UNBOUNDED, true));
        Path file = directory.resolve("chunk-0-1");
        byte[] large = new byte[MAX_SIZE];
        Arrays.fill(large, (byte) 'y');
        byte[] before;
        try (Sender sender = Mailbox.open(directory).sender(Deadline.NOW)) {
            for (int i = 0; i < 3; i++) {
                sender.send(message(0, ""), Deadline.NOW);
            }
            before = Files.readAllBytes(file);
            try (Receiver receiver = MailboxFixture.receiver(Mailbox.open(directory))) {
                assertEquals(MailboxOutcome.DONE, receiver.receive(3, 0, Deadline.NOW));
                receiver.acknowledge(3);
            }
            sender.send(message(0, large), Deadline.NOW);
        }
        byte[] after = Files.readAllBytes(file);
        int from = (int) ChunkLayout.row(1);
        System.arraycopy(before, from, after, from, (int) (2 * EntryLayout.SIZE));
        Files.write(file, after);
        restartMachine(directory);
        Mailbox box = Mailbox.open(directory);
        try (Sender sender = box.sender(Deadline.NOW);
                Receiver receiver = MailboxFixture.receiver(box)) {
            sender.send(message(0, new byte[MAX_SIZE]), Deadline.NOW);
            List<byte[]> bodies = new ArrayList<>();
            while (receiver.receive(1, 0, Deadline.NOW) == MailboxOutcome.DONE) {
                bodies.add(receiver.message(0).body());
            }
            assertEquals(4, bodies.size());
            assertArrayEquals(large, bodies.get(2));
        }
    }

    private static void restartMachine(Path directory) {
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
    }
}
