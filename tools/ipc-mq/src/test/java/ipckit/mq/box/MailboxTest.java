package ipckit.mq.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.Deadline;
import ipckit.common.IpcException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@Timeout(60)
class MailboxTest {
    @TempDir Path directory;
    private Mailbox box;

    @BeforeEach
    void make() throws IOException {
        Mailbox.create(directory, new BoxSpec(4, 100, false));
        box = Mailbox.open(directory);
    }

    private static Outcome send(Sender sender, int priority, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return sender.send(priority, new byte[0], MemorySegment.ofArray(body), Deadline.NOW);
    }

    private static String receive(Receiver receiver) {
        return receiver.receive(Deadline.NOW) == Outcome.DONE
                ? new String(receiver.message().body(), StandardCharsets.UTF_8)
                : "none";
    }

    @Test
    void messagesComeInOrder() {
        try (Sender sender = box.sender(() -> false);
                Receiver receiver = box.receiver(() -> false)) {
            for (int round = 0; round < 5; round++) {
                send(sender, 0, "a" + round);
                send(sender, 0, "b" + round);
                send(sender, 0, "");
                assertEquals("a" + round, receive(receiver));
                assertEquals("b" + round, receive(receiver));
                assertEquals("", receive(receiver));
                assertEquals("none", receive(receiver));
            }
        }
    }

    @Test
    void higherPrioritiesComeFirst() {
        try (Sender sender = box.sender(() -> false);
                Receiver receiver = box.receiver(() -> false)) {
            send(sender, 0, "low");
            send(sender, 31, "high");
            send(sender, 5, "middle");
            send(sender, 31, "high, too");
            assertEquals("high", receive(receiver));
            assertEquals("high, too", receive(receiver));
            assertEquals("middle", receive(receiver));
            assertEquals("low", receive(receiver));
        }
    }

    @Test
    void whatIsClaimedCounts() {
        try (Sender sender = box.sender(() -> false);
                Receiver receiver = box.receiver(() -> false)) {
            for (int i = 0; i < 4; i++) {
                assertEquals(Outcome.DONE, send(sender, 0, "m" + i));
            }
            assertEquals(Outcome.TIMED_OUT, send(sender, 0, "more"));
            assertEquals("m0", receive(receiver));
            assertEquals(Outcome.TIMED_OUT, send(sender, 0, "more"));
            assertEquals(3, box.ready());
            assertEquals(1, box.claimed());
            receiver.acknowledge();
            assertEquals(Outcome.DONE, send(sender, 0, "more"));
        }
    }

    @Test
    void whatIsGivenBackComesAgainAtItsPlace() {
        try (Sender sender = box.sender(() -> false)) {
            send(sender, 0, "first");
            send(sender, 0, "second");
            try (Receiver receiver = box.receiver(() -> false)) {
                assertEquals("first", receive(receiver));
                assertEquals(1, receiver.message().times());
            }
            try (Receiver receiver = box.receiver(() -> false)) {
                assertEquals("first", receive(receiver));
                assertEquals(2, receiver.message().times());
                assertEquals("second", receive(receiver));
            }
        }
    }

    @Test
    void tooLargeOnesAreRefused() {
        try (Sender sender = box.sender(() -> false)) {
            assertEquals(Outcome.DONE, send(sender, 0, "x".repeat(100)));
            IpcException refused =
                    assertThrows(IpcException.class, () -> send(sender, 0, "x".repeat(101)));
            assertEquals(IpcException.Category.UNUSABLE, refused.category());
        }
    }
}
