package ipckit.common.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tests the operations of a mailbox that do not wait. The torture package tests waiting with
 * several processes.
 */
@Timeout(60)
class MailboxTest {
    @TempDir Path directory;
    private final List<AutoCloseable> attached = new ArrayList<>();
    private Mailbox box;

    private void make(int capacity, ReceiverPolicy sharing) {
        try {
            Mailbox.create(directory, new MailboxSpec(capacity, 100, false, sharing, false, null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        box = Mailbox.open(directory);
    }

    @AfterEach
    void leave() throws Exception {
        for (AutoCloseable one : attached.reversed()) {
            one.close();
        }
    }

    private Sender sender() {
        Sender sender = box.sender(Deadline.NOW);
        attached.add(sender);
        return sender;
    }

    private Receiver receiver() {
        Receiver receiver = box.receiver(Deadline.NOW, () -> false);
        attached.add(receiver);
        return receiver;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OutgoingMessage draft(int priority, String text) {
        return OutgoingMessage.of(priority, MessageMetadata.NONE, bytes(text));
    }

    private static MailboxOutcome send(Sender sender, int priority, String text) {
        return sender.send(draft(priority, text), Deadline.NOW);
    }

    private static String receive(Receiver receiver) {
        return receive(receiver, 0);
    }

    private static String receive(Receiver receiver, long lease) {
        return receiver.receive(1, lease, Deadline.NOW) == MailboxOutcome.DONE
                ? new String(receiver.message(0).body(), StandardCharsets.UTF_8)
                : "none";
    }

    private MailboxSnapshot look() {
        return MailboxMonitor.open(directory).look(false);
    }

    @Test
    void messagesComeInOrder() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
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

    @Test
    void higherPrioritiesComeFirst() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "low");
        send(sender, 31, "high");
        send(sender, 5, "middle");
        send(sender, 31, "high, too");
        assertEquals("high", receive(receiver));
        assertEquals("high, too", receive(receiver));
        assertEquals("middle", receive(receiver));
        assertEquals("low", receive(receiver));
    }

    @Test
    void claimedMessagesCountTowardsTheCapacity() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        for (int i = 0; i < 4; i++) {
            assertEquals(MailboxOutcome.DONE, send(sender, 0, "m" + i));
        }
        assertEquals(MailboxOutcome.TIMED_OUT, send(sender, 0, "more"));
        assertEquals("m0", receive(receiver));
        assertEquals(MailboxOutcome.TIMED_OUT, send(sender, 0, "more"));
        assertEquals(3, look().ready());
        assertEquals(1, look().claimed());
        assertTrue(receiver.acknowledge(1));
        assertEquals(MailboxOutcome.DONE, send(sender, 0, "more"));
    }

    @Test
    void messagesGivenBackKeepTheirPlace() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        send(sender, 0, "first");
        send(sender, 0, "second");
        try (Receiver receiver = box.receiver(Deadline.NOW, () -> false)) {
            assertEquals("first", receive(receiver));
            assertEquals(1, receiver.message(0).times());
        }
        Receiver receiver = receiver();
        assertEquals("first", receive(receiver));
        assertEquals(2, receiver.message(0).times());
        assertEquals("second", receive(receiver));
    }

    @Test
    void unacknowledgedMessagesOfABatchGoBack() {
        make(8, ReceiverPolicy.ANY);
        Sender sender = sender();
        byte[] lines = bytes("one\ntwo\nthree\nfour\n");
        assertEquals(
                MailboxOutcome.DONE,
                sender.sendRun(
                        RunFormat.LINES,
                        MemorySegment.ofArray(lines),
                        0,
                        lines.length,
                        0,
                        new byte[0],
                        () -> Deadline.NOW));
        Receiver receiver = receiver();
        assertEquals(MailboxOutcome.DONE, receiver.receive(3, 0, Deadline.NOW));
        assertEquals(3, receiver.count());
        assertArrayEquals(bytes("three"), receiver.message(2).body());
        assertTrue(receiver.acknowledge(1));
        assertEquals("two", receive(receiver));
        assertEquals(2, receiver.message(0).times());
    }

    @Test
    void aRunStopsWhenTheMailboxIsFull() {
        make(2, ReceiverPolicy.ANY);
        Sender sender = sender();
        byte[] lines = bytes("one\ntwo\nthree\n");
        assertEquals(
                MailboxOutcome.TIMED_OUT,
                sender.sendRun(
                        RunFormat.LINES,
                        MemorySegment.ofArray(lines),
                        0,
                        lines.length,
                        0,
                        new byte[0],
                        () -> Deadline.NOW));
        assertEquals(2, sender.sent());
    }

    @Test
    void tooLargeMessagesAreRefused() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        assertEquals(MailboxOutcome.DONE, send(sender, 0, "x".repeat(100)));
        IpcException refused =
                assertThrows(IpcException.class, () -> send(sender, 0, "x".repeat(101)));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    @Test
    void onlyOnePerSenderIsPending() {
        make(1, ReceiverPolicy.ANY);
        PendingSender a = box.pender("a", Deadline.NOW);
        attached.add(a);
        PendingSender b = box.pender("b", Deadline.NOW);
        attached.add(b);
        MessageMetadata fromA = MessageMetadata.of("a");
        MessageMetadata fromB = MessageMetadata.of("b");
        assertEquals(MailboxOutcome.DONE, a.sendOrPend(OutgoingMessage.of(0, fromA, bytes("a1"))));
        assertEquals(
                MailboxOutcome.PENDING, a.sendOrPend(OutgoingMessage.of(0, fromA, bytes("a2"))));
        assertEquals(
                MailboxOutcome.PENDING_BEFORE,
                a.sendOrPend(OutgoingMessage.of(0, fromA, bytes("a3"))));
        assertEquals(
                MailboxOutcome.PENDING, b.sendOrPend(OutgoingMessage.of(0, fromB, bytes("b1"))));
        assertEquals(MailboxOutcome.TIMED_OUT, a.awaitAccepted(Deadline.NOW));
        assertEquals(2, look().pending());
        Receiver receiver = receiver();
        assertEquals("a1", receive(receiver));
        assertEquals("a2", receive(receiver));
        assertEquals(MailboxOutcome.DONE, a.awaitAccepted(Deadline.NOW));
        assertEquals(
                MailboxOutcome.PENDING, a.sendOrPend(OutgoingMessage.of(0, fromA, bytes("a4"))));
        assertEquals("b1", receive(receiver));
        assertEquals("a4", receive(receiver));
        assertEquals("none", receive(receiver));
        assertEquals(0, look().pending());
    }

    @Test
    void leasedMessagesAreSettledByReceipt() {
        make(4, ReceiverPolicy.ANY);
        send(sender(), 0, "job");
        Receiver receiver = receiver();
        assertEquals("job", receive(receiver, 60_000));
        Receipt receipt = receiver.message(0).receipt();
        assertTrue(receiver.leave());
        assertEquals("none", receive(receiver));
        ReceiptDesk desk = box.desk();
        attached.add(desk);
        assertTrue(desk.extend(receipt, 120_000));
        assertFalse(
                desk.acknowledge(new Receipt(receipt.entry(), receipt.number(), 2, receipt.box())));
        assertTrue(desk.giveBack(receipt));
        assertFalse(desk.acknowledge(receipt), "it has been given back");
        assertEquals("job", receive(receiver, 60_000));
        Receipt second = receiver.message(0).receipt();
        assertEquals(2, second.times());
        receiver.leave();
        assertTrue(desk.acknowledge(second));
        assertFalse(desk.acknowledge(second), "it has gone");
        assertEquals(0, look().claimed());
    }

    @Test
    void aLeaseEndsByTime() throws InterruptedException {
        make(4, ReceiverPolicy.ANY);
        send(sender(), 0, "job");
        Receiver slow = receiver();
        assertEquals("job", receive(slow, 30));
        Receiver other = receiver();
        Thread.sleep(60);
        assertEquals("job", receive(other));
        assertFalse(slow.acknowledge(1), "another has it");
        assertEquals(2, other.message(0).times());
        assertTrue(other.acknowledge(1));
    }

    @Test
    void offersNeedAWaitingReceiver() {
        make(0, ReceiverPolicy.ANY);
        Sender sender = sender();
        assertEquals(MailboxOutcome.TIMED_OUT, send(sender, 0, "x"));
        assertEquals(
                MailboxOutcome.TIMED_OUT,
                sender.send(draft(0, "x"), Deadline.afterNanos(1_000_000)));
        assertEquals("none", receive(receiver()));
        assertEquals(0, look().ready());
    }

    @Test
    void withoutAServiceACallEndsAtOnce() {
        make(4, ReceiverPolicy.ANY);
        Caller caller = box.caller(Deadline.NOW);
        attached.add(caller);
        assertEquals(
                MailboxOutcome.NO_SERVICE, caller.call(draft(0, "x"), Deadline.NEVER).outcome());
        assertEquals(0, look().ready());
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsTakenBack() {
        make(4, ReceiverPolicy.ANY);
        Receiver service = box.service(Deadline.NOW);
        attached.add(service);
        Caller caller = box.caller(Deadline.NOW);
        attached.add(caller);
        CallAnswer answer = caller.call(draft(0, "x"), Deadline.afterNanos(1_000_000));
        assertEquals(MailboxOutcome.TIMED_OUT, answer.outcome());
        assertEquals("none", receive(service));
    }

    @Test
    void onlyOneReceivesAtATime() {
        make(4, ReceiverPolicy.SINGLE_RECEIVER);
        sender();
        sender();
        Receiver first = box.receiver(Deadline.NOW, () -> false);
        IpcException refused =
                assertThrows(IpcException.class, () -> box.receiver(Deadline.NOW, () -> false));
        assertEquals(Category.WOULD_BLOCK, refused.category());
        first.close();
        receiver();
    }

    @Test
    void aPairHasRoomForTwo() {
        make(4, ReceiverPolicy.PAIR);
        sender();
        Receiver second = box.receiver(Deadline.NOW, () -> false);
        IpcException refused =
                assertThrows(IpcException.class, () -> box.sender(Deadline.afterNanos(1_000_000)));
        assertEquals(Category.TIMED_OUT, refused.category());
        second.close();
        sender();
    }

    @Test
    void purgedMessagesAreGone() {
        make(2, ReceiverPolicy.ANY);
        Sender sender = sender();
        send(sender, 0, "held");
        Receiver receiver = receiver();
        receive(receiver);
        send(sender, 3, "x");
        PendingSender pender = box.pender("p", Deadline.NOW);
        attached.add(pender);
        assertEquals(
                MailboxOutcome.PENDING,
                pender.sendOrPend(OutgoingMessage.of(0, MessageMetadata.of("p"), bytes("y"))));
        ReceiptDesk desk = box.desk();
        attached.add(desk);
        assertEquals(1, desk.peek(10).size());
        assertEquals(2, desk.purge());
        assertEquals(0, desk.peek(10).size());
        assertTrue(receiver.acknowledge(1));
        assertEquals(0, look().ready() + look().claimed() + look().pending());
    }

    @Test
    void metadataIsReceivedAsSent() {
        MessageMetadata meta = new MessageMetadata("T/1", "answers", Map.of("key", "välue"));
        assertEquals(meta, MessageMetadata.of(meta.bytes()));
        assertEquals(0, MessageMetadata.NONE.bytes().length);
        assertEquals(MessageMetadata.NONE, MessageMetadata.of(new byte[0]));
        assertThrows(IpcException.class, () -> MessageMetadata.of(new byte[] {0, 9, 1}));
        MessageMetadata large =
                new MessageMetadata("", "", Map.of("k", "v".repeat(MailboxSpec.META_BYTES)));
        assertThrows(IpcException.class, large::bytes);
    }

    /** REBUILD changes no count and no message, whatever operations precede it. */
    @Test
    void rebuildingChangesNothing() {
        make(8, ReceiverPolicy.ANY);
        Random random = new Random(1);
        Sender sender = sender();
        Receiver one = receiver();
        Receiver two = receiver();
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> send(sender, random.nextInt(3), "m" + step);
                case 2 -> receive(one);
                case 3 -> receive(two);
                default -> two.giveBack();
            }
            ReceiptDesk desk = box.desk();
            expected.clear();
            desk.peek(100).forEach(m -> expected.add(new String(m.body(), StandardCharsets.UTF_8)));
            MailboxFile file = MailboxFile.open(directory, true);
            EntryTable slots = new EntryTable(file);
            int held = slots.held.count();
            slots.rebuild();
            assertEquals(held, slots.held.count());
            List<String> found = new ArrayList<>();
            desk.peek(100).forEach(m -> found.add(new String(m.body(), StandardCharsets.UTF_8)));
            assertEquals(expected, found);
            desk.close();
        }
    }

    private MailboxAttachment attachment(MailboxRole role) {
        MailboxAttachment attachment =
                MailboxAttachment.attach(
                        MailboxFile.open(directory, true), role, Deadline.NOW, () -> false);
        attached.add(attachment);
        return attachment;
    }

    /**
     * Simulates the death of a process: frees its participant index, and leaves all other data
     * unchanged.
     */
    private void dies(MailboxAttachment attachment) {
        attachment.leavesWork();
        attachment.close();
        attached.remove(attachment);
    }

    /** A participant does not receive a reply for the dead process that had its index before. */
    @Test
    void answersToDeadCallersAreDropped() {
        make(1, ReceiverPolicy.ANY);
        Receiver service = box.service(Deadline.NOW);
        attached.add(service);
        MailboxAttachment asked = attachment(MailboxRole.SENDER);
        MailboxOutcome put =
                new Caller(asked).put(draft(0, "?"), EntryWriter.Wait.FOR_ANSWER, Deadline.NEVER, () -> true);
        assertEquals(MailboxOutcome.DONE, put);
        assertEquals("?", receive(service));
        dies(asked);
        Sender newcomer = sender();
        assertEquals(MailboxOutcome.TIMED_OUT, send(newcomer, 0, "x"));
        assertTrue(service.answer(0, new byte[0], bytes("!")));
        assertEquals(MailboxOutcome.DONE, send(newcomer, 0, "x"));
    }

    /**
     * Claims of dead receivers become ready again even if the mailbox always has other messages.
     */
    @Test
    void claimsOfDeadReceiversComeBackInABusyMailbox() throws InterruptedException {
        make(64, ReceiverPolicy.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "held");
        MailboxAttachment dead = attachment(MailboxRole.RECEIVER);
        Receiver other = new Receiver(dead);
        assertEquals("held", receive(other));
        dies(dead);
        Thread.sleep(100);
        for (int i = 0; i < 5; i++) {
            send(sender, 0, "new");
        }
        assertEquals("held", receive(receiver));
        assertEquals("new", receive(receiver));
    }

    @Test
    void timeLimitsHoldForMessagesReceivedBefore() throws Exception {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        AtomicReference<MailboxOutcome> outcome = new AtomicReference<>();
        Thread waiting =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        outcome.set(
                                                sender.sendUntilReceived(
                                                        draft(0, "x"),
                                                        Deadline.afterNanos(50_000_000))));
        assertEquals(MailboxOutcome.DONE, receiver.receive(1, 0, Deadline.NEVER));
        Thread.sleep(100);
        receiver.giveBack();
        waiting.join();
        assertEquals(MailboxOutcome.TIMED_OUT, outcome.get());
        assertEquals("none", receive(receiver));
    }

    /** Leases of another boot have ended; leases of this boot have not. */
    @Test
    void leasesEndWithTheBoot() {
        make(4, ReceiverPolicy.ANY);
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "x");
        assertEquals("x", receive(receiver, 60_000));
        assertTrue(receiver.leave());
        Receiver other = receiver();
        assertEquals("none", receive(other));
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
        assertEquals("x", receive(receiver()));
    }

    /** Every method that sends limits the size of the metadata. */
    @Test
    void metadataHasASizeLimit() {
        make(4, ReceiverPolicy.ANY);
        OutgoingMessage draft =
                new OutgoingMessage(
                        0,
                        new byte[MailboxSpec.META_BYTES + 1],
                        MemorySegment.ofArray(new byte[1]),
                        0,
                        1);
        Sender sender = sender();
        IpcException refused =
                assertThrows(IpcException.class, () -> sender.send(draft, Deadline.NOW));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    /** A damaged list is rebuilt from the states. */
    @Test
    void damagedListsAreRebuilt() {
        make(4, ReceiverPolicy.ANY);
        Sender sender = sender();
        for (String text : List.of("a", "b", "c")) {
            send(sender, 0, text);
        }
        MailboxFile file = MailboxFile.open(directory, true);
        int first = Words.getInt(file.shared, MailboxLayout.first(0)) - 1;
        Words.setInt(file.shared, MailboxLayout.row(first) + EntryLayout.NEXT, 1000);
        Receiver receiver = receiver();
        IpcException damaged = assertThrows(IpcException.class, () -> receive(receiver));
        assertEquals(Category.CORRUPT, damaged.category());
        assertEquals("b", receive(receiver));
        assertEquals("c", receive(receiver));
        receiver.close();
        attached.remove(receiver);
        assertEquals("a", receive(receiver()));
    }

    /**
     * Two object directories link to the same files. Only the directory that adopted the files last
     * has them, and a removal of the other directory deletes none of them.
     */
    @Test
    void removalLeavesAdoptedFilesAlone() throws IOException {
        Path disk = directory.resolve("disk");
        Files.createDirectory(disk);
        Mailbox.create(disk, new MailboxSpec(4, 100, false, ReceiverPolicy.ANY, true, null));
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Mailbox.link(first, disk);
        assertFalse(Mailbox.isRemoved(first));
        Mailbox.link(second, disk);
        assertTrue(Mailbox.isRemoved(first));
        Mailbox.retire(first);
        assertFalse(Mailbox.isRemoved(second));
        Mailbox.open(second);
        Mailbox.retire(second);
        assertFalse(Files.exists(disk));
        Mailbox.retire(second);
    }
}
