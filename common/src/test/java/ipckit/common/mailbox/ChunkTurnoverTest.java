package ipckit.common.mailbox;

import static ipckit.common.mailbox.MailboxFixture.receiver;
import static ipckit.common.mailbox.MailboxFixture.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks that the participants of an elastic mailbox notice when one of them deletes a chunk (a
 * file that contains messages) and another one creates a chunk with the same number.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ChunkTurnoverTest {
    private static final int CAPACITY = 1000;
    private static final int MAX_SIZE = 900_000;
    private static final int ROUNDS = 300;

    @TempDir Path directory;
    private final Random random = new Random(7);
    private final Set<String> seenChunks = new TreeSet<>();
    private final Queue<String> expected = new ArrayDeque<>();
    private int sent;

    @Test
    void messagesAreReceivedAsSentWhileChunksAreDeletedAndCreated() throws IOException {
        Mailbox.create(
                directory,
                new MailboxSpec(CAPACITY, MAX_SIZE, false, ReceiverPolicy.ANY, false, null)
                        .elastic());
        Mailbox box = Mailbox.open(directory);
        try (Sender first = box.sender(Deadline.NOW);
                Sender second = box.sender(Deadline.NOW);
                Receiver third = receiver(box);
                Receiver fourth = receiver(box)) {
            for (int round = 0; round < ROUNDS; round++) {
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    send(random.nextBoolean() ? first : second);
                }
                noteChunks();
                int taken = random.nextInt(5);
                for (int i = 0; i < taken && !expected.isEmpty(); i++) {
                    receive(random.nextBoolean() ? third : fourth);
                }
            }
        }
        assertTrue(hasReusedNumber(), seenChunks::toString);
    }

    private void send(Sender sender) {
        String text = sent++ + "x".repeat(random.nextInt(MAX_SIZE - 10));
        assertEquals(
                MailboxOutcome.DONE, sender.send(MailboxFixture.message(0, text), Deadline.NOW));
        expected.add(text);
    }

    private void receive(Receiver receiver) {
        assertEquals(MailboxOutcome.DONE, receiver.receive(1, 0, Deadline.NOW));
        assertEquals(expected.remove(), text(receiver.message(0)));
        assertTrue(receiver.acknowledge(1));
    }

    private void noteChunks() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(ChunkFiles::isChunk)
                    .forEach(seenChunks::add);
        }
    }

    /**
     * Returns whether at least two of the chunks in {@link #seenChunks} had the same number. Their
     * file names differ in another part.
     */
    private boolean hasReusedNumber() {
        return seenChunks.stream().map(name -> name.split("-")[1]).distinct().count()
                < seenChunks.size();
    }
}
