package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tests a damaged port space. A port space contains the tasks, ports and rights of one {@code
 * IPC_DIR}. Each operation must return normally or throw an {@link IpcException}. No operation may
 * hang.
 */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PortSpaceDamageTest {
    private static final int ROUNDS = 60;

    /**
     * The number of rows that the test may overwrite, from the beginning of the table of tasks,
     * ports and rights.
     */
    private static final int ROWS = 24;

    private final Scratch scratch = new Scratch();

    @AfterEach
    void close() {
        scratch.close();
    }

    private static Path file(Path home) {
        return home.resolve("ports.space").resolve(SpaceLayout.KIND.fileName());
    }

    @Test
    void aShortFileIsRefused() throws IOException {
        Path home = scratch.newDirectory();
        use(home);
        try (RandomAccessFile file = new RandomAccessFile(file(home).toFile(), "rw")) {
            file.setLength(100);
        }
        assertEquals(
                Category.CORRUPT,
                assertThrows(
                                IpcException.class,
                                () -> new PortSpaces(HomeDirectory.at(home)).open())
                        .category());
    }

    /**
     * Overwrites random words of a port space, and then uses the port space.
     *
     * @param region the damaged part of the file: 0 for the counters, 1 for the journal, 2 for the
     *     table of tasks, ports and rights, 3 for a lane, which contains the rights to reply to one
     *     port
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyOperationEnds(int region) throws IOException {
        Map<Category, Integer> seen = new EnumMap<>(Category.class);
        Random random = new Random(region);
        for (int round = 0; round < ROUNDS; round++) {
            Path home = scratch.newDirectory();
            use(home);
            damage(file(home), region, random);
            for (int i = 0; i < 2; i++) {
                try {
                    use(home);
                } catch (IpcException e) {
                    seen.merge(e.category(), 1, Integer::sum);
                }
            }
        }
        assertTrue(seen.getOrDefault(Category.CORRUPT, 0) > 2, () -> "seen: " + seen);
    }

    /** Overwrites some random words of one part of the file, but never a lock. */
    private static void damage(Path path, int region, Random random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long lane = SpaceLayout.lane(0);
            for (int i = random.nextInt(8); i >= 0; i--) {
                switch (region) {
                    case 0 -> write(file, SpaceLayout.NEXT_NUMBER_AT, countersEnd(), random);
                    case 1 -> {
                        write(file, SpaceLayout.JOURNAL_COUNT_AT, SpaceLayout.EPOCH_AT, random);
                        write(file, SpaceLayout.journalTarget(0), SpaceLayout.row(0), random);
                    }
                    case 2 -> write(file, SpaceLayout.row(0), SpaceLayout.row(ROWS), random);
                    default -> write(file, lane + LaneLayout.PORT, lane + LaneLayout.SIZE, random);
                }
            }
        }
    }

    private static long countersEnd() {
        return SpaceLayout.count(RowKind.NOTICE) + Long.BYTES;
    }

    /** Overwrites a word between two offsets with a small number or with any number. */
    private static void write(RandomAccessFile file, long from, long end, Random random)
            throws IOException {
        file.seek(from + random.nextInt(Math.toIntExact(end - from) / Long.BYTES) * 8L);
        file.writeLong(
                random.nextBoolean() ? random.nextLong() : Long.reverseBytes(random.nextInt(ROWS)));
    }

    /**
     * Executes operations that need every kind of row, for example rows of tasks, ports and
     * notices. Some rows remain in use.
     */
    private static void use(Path home) {
        try (PortSpace space = new PortSpaces(HomeDirectory.at(home)).openOrCreate()) {
            Ports ports = space.ports();
            for (String task : List.of("A", "B")) {
                if (space.tasks().list().stream().noneMatch(found -> found.name().equals(task))) {
                    space.tasks().create(task);
                }
            }
            String name = "inbox" + ports.rights("A").size();
            ports.allocate("A", name, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
            ports.insert("A", name, Right.SEND, "B", name);
            ports.notify("B", name, PortEvent.DEAD_NAME);
            ports.notify("A", name, PortEvent.PORT_DESTROYED);
            space.sets().create("A", "set" + name);
            space.sets().add("A", "set" + name, List.of(name));
            send(ports, name, List.of());
            send(ports, name, List.of(new Carry(name, Right.SEND, false)));
            call(ports, name);
            receive(ports, "A", name);
            ports.graph();
            ports.view("A", name);
            if (ports.rights("A").size() > ROWS / 2) {
                space.tasks().remove("A");
            }
        }
        List<?> _ = new PortSpaces(HomeDirectory.at(home)).collectLeftovers(false);
    }

    private static void send(Ports ports, String name, List<Carry> carried) {
        send(ports, "B", name, carried);
    }

    private static void send(Ports ports, String task, String name, List<Carry> carried) {
        MailboxOutcome _ =
                ports.sender(task, name, Deadline.NOW)
                        .send(0, MessageMetadata.of(task), new byte[10], carried, Deadline.NOW);
    }

    /**
     * Sends two requests, each with a right to reply, and receives the replies. The right of the
     * second request can be in a lane, the part of the port space for rights to reply.
     */
    private static void call(Ports ports, String name) {
        String replies = "replies" + name;
        ports.allocate("B", replies, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        for (int i = 0; i < 2; i++) {
            send(ports, name, List.of(new Carry(replies, Right.SEND_ONCE, false)));
            receive(ports, "A", name);
            receive(ports, "B", replies);
        }
        ports.destroy("B", replies);
    }

    /** Receives all messages of a port, and replies to each one that carries a send-once right. */
    private static void receive(Ports ports, String task, String name) {
        try (PortReceiver receiver = ports.receiver(task, name, Deadline.NOW, () -> false)) {
            while (receiver.receive(Deadline.NOW) == MailboxOutcome.DONE) {
                for (AcceptedRight right : receiver.rights()) {
                    if (right.right() == Right.SEND_ONCE) {
                        send(ports, task, right.name(), List.of());
                    }
                }
                receiver.acknowledge();
            }
        }
    }
}
