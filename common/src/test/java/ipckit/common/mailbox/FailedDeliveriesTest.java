package ipckit.common.mailbox;

import static ipckit.common.mailbox.MailboxFixture.bytes;
import static ipckit.common.mailbox.MailboxFixture.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Tests how a mailbox counts the deliveries, the failed tries and the lost deliveries of each
 * message. A failed try is a delivery for which a command ran and failed. A delivery is lost if the
 * receiver dies, or if the lease of the delivery ends by time.
 */
@Timeout(600)
class FailedDeliveriesTest {
    private static final long NOW = 1_000;

    @TempDir Path directory;
    private Mailbox box;
    private Sender sender;
    private Receiver receiver;

    @BeforeEach
    void make() throws IOException {
        Mailbox.create(directory, new MailboxSpec(4, 100, false, ReceiverPolicy.ANY, false, null));
        box = Mailbox.open(directory);
        sender = box.sender(Deadline.NOW);
        receiver = MailboxFixture.receiver(box);
        assertEquals(MailboxOutcome.DONE, sender.send(message(0, "job"), Deadline.NOW));
    }

    @AfterEach
    void leave() {
        receiver.close();
        sender.close();
    }

    private Message receive(long lease) {
        assertEquals(MailboxOutcome.DONE, receiver.receive(1, lease, Deadline.NOW));
        return receiver.message(0);
    }

    private void assertNext(int deliveries, FailedDeliveries failures) {
        Message message = receive(0);
        assertEquals(deliveries, message.times());
        assertEquals(failures.tries(), message.failures().tries());
        assertEquals(failures.lost(), message.failures().lost());
        if (failures.tries() > 0) {
            assertEquals(failures, message.failures());
        }
    }

    @Test
    void eachFailedTryCountsWithItsResultAndTime() {
        receive(0);
        receiver.countTry(7, NOW);
        receiver.giveBack();
        assertNext(2, new FailedDeliveries(1, 0, 7, NOW));
        receiver.countTry(-9, NOW + 1);
        receiver.giveBack();
        assertNext(3, new FailedDeliveries(2, 0, -9, NOW + 1));
    }

    @Test
    void aMessageThatIsGivenBackHasNotFailed() {
        receive(0);
        receiver.giveBack();
        assertNext(2, FailedDeliveries.NONE);
    }

    @Test
    void aDeliveryWithoutACommandIsNotCounted() {
        receive(0);
        receiver.giveBackUndelivered();
        assertNext(1, FailedDeliveries.NONE);
    }

    @Test
    void aLeaseThatEndsByTimeIsALostDelivery() {
        receive(1);
        try (Receiver other = MailboxFixture.receiver(box)) {
            assertEquals(MailboxOutcome.DONE, other.receive(1, 0, Deadline.NEVER));
            assertEquals(1, other.message(0).failures().lost());
            receiver.countTry(7, NOW);
            assertEquals(0, other.message(0).failures().tries(), "the claim has ended");
        }
    }

    @Test
    void aNewMessageInAUsedEntryHasNotFailed() {
        receive(0);
        receiver.countTry(7, NOW);
        receiver.acknowledge(1);
        for (int i = 0; i < 4; i++) {
            assertEquals(MailboxOutcome.DONE, sender.send(message(0, "new"), Deadline.NOW));
        }
        for (int i = 0; i < 4; i++) {
            assertNext(1, FailedDeliveries.NONE);
            receiver.acknowledge(1);
        }
    }

    @Test
    void aMessageMayBeSentWithAMark() {
        receive(0);
        receiver.acknowledge(1);
        OutgoingMessage copy =
                new OutgoingMessage(0, new byte[0], MemorySegment.ofArray(bytes("copy")), 0, 4)
                        .delivered(1);
        assertEquals(MailboxOutcome.DONE, sender.send(copy, Deadline.NOW));
        assertNext(2, FailedDeliveries.NONE);
    }
}
