package ipckit.common.mailbox;

import static ipckit.common.mailbox.MailboxFixture.bytes;
import static ipckit.common.mailbox.MailboxFixture.message;
import static ipckit.common.mailbox.MailboxFixture.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.DurableContent;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.EntryContent.Wait;
import ipckit.common.memory.RunFormat;
import ipckit.common.memory.Words;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Tests the operations of a mailbox within one process. The tests of the package {@code torture}
 * use several processes, which wait for each other.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class MailboxTest {
    @TempDir Path directory;
    private final List<AutoCloseable> attached = new ArrayList<>();
    private Mailbox box;

    private void make(int capacity) throws IOException {
        make(capacity, ReceiverPolicy.ANY);
    }

    private void make(int capacity, ReceiverPolicy sharing) throws IOException {
        Mailbox.create(directory, new MailboxSpec(capacity, 100, false, sharing, false, null));
        box = Mailbox.open(directory);
    }

    @AfterEach
    void leave() throws Exception {
        for (AutoCloseable one : attached.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T attach(T participant) {
        attached.add(participant);
        return participant;
    }

    private Sender sender() {
        return attach(box.sender(Deadline.NOW));
    }

    private PendingSender pender(String name) {
        return attach(box.pender(name, Deadline.NOW));
    }

    private Receiver receiver() {
        return attach(MailboxFixture.receiver(box));
    }

    private Receiver service() {
        return attach(box.service(Deadline.NOW));
    }

    private Caller caller() {
        return attach(box.caller(Deadline.NOW));
    }

    private ReceiptDesk desk() {
        return attach(box.desk());
    }

    private static MailboxOutcome send(Sender sender, int priority, String text) {
        return sender.send(message(priority, text), Deadline.NOW);
    }

    private static String receive(Receiver receiver) {
        return receive(receiver, 0);
    }

    private static String receive(Receiver receiver, long lease) {
        return receiver.receive(1, lease, Deadline.NOW) == MailboxOutcome.DONE
                ? text(receiver.message(0))
                : "none";
    }

    private static void assertReceives(Receiver receiver, String... texts) {
        for (String text : texts) {
            assertEquals(text, receive(receiver));
        }
    }

    private static MailboxOutcome sendLines(Sender sender, String lines) {
        MemorySegment run = MemorySegment.ofArray(bytes(lines));
        return sender.sendRun(
                RunFormat.LINES,
                run,
                0,
                run.byteSize(),
                0,
                new byte[0],
                MessageTiming.NONE,
                () -> Deadline.NOW);
    }

    private static MailboxOutcome sendOrPend(PendingSender pender, String name, String text) {
        return pender.sendOrPend(OutgoingMessage.of(0, MessageMetadata.of(name), bytes(text)));
    }

    private static void assertRefused(Category category, Executable operation) {
        assertEquals(category, assertThrows(IpcException.class, operation).category());
    }

    private static List<String> texts(ReceiptDesk desk) {
        return desk.peek(100).stream().map(MailboxFixture::text).toList();
    }

    private MailboxSnapshot look() {
        return MailboxMonitor.open(directory).look(false);
    }

    @Test
    void messagesComeInOrder() throws IOException {
        make(4);
        Sender sender = sender();
        Receiver receiver = receiver();
        for (int round = 0; round < 5; round++) {
            send(sender, 0, "a" + round);
            send(sender, 0, "b" + round);
            send(sender, 0, "");
            assertReceives(receiver, "a" + round, "b" + round, "", "none");
        }
    }

    @Test
    void higherPrioritiesComeFirst() throws IOException {
        make(4);
        Sender sender = sender();
        send(sender, 0, "low");
        send(sender, 31, "high");
        send(sender, 5, "middle");
        send(sender, 31, "high, too");
        assertReceives(receiver(), "high", "high, too", "middle", "low");
    }

    @Test
    void claimedMessagesCountTowardsTheCapacity() throws IOException {
        make(4);
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
    void messagesGivenBackKeepTheirPlace() throws IOException {
        make(4);
        Sender sender = sender();
        send(sender, 0, "first");
        send(sender, 0, "second");
        try (Receiver receiver = MailboxFixture.receiver(box)) {
            assertReceives(receiver, "first");
            assertEquals(1, receiver.message(0).times());
        }
        Receiver receiver = receiver();
        assertEquals("first", receive(receiver));
        assertEquals(2, receiver.message(0).times());
        assertEquals("second", receive(receiver));
    }

    @Test
    void unacknowledgedMessagesOfABatchGoBack() throws IOException {
        make(8);
        assertEquals(MailboxOutcome.DONE, sendLines(sender(), "one\ntwo\nthree\nfour\n"));
        Receiver receiver = receiver();
        assertEquals(MailboxOutcome.DONE, receiver.receive(3, 0, Deadline.NOW));
        assertEquals(3, receiver.count());
        assertArrayEquals(bytes("three"), receiver.message(2).body());
        assertTrue(receiver.acknowledge(1));
        assertEquals("two", receive(receiver));
        assertEquals(2, receiver.message(0).times());
    }

    @Test
    void aRunStopsWhenTheMailboxIsFull() throws IOException {
        make(2);
        Sender sender = sender();
        assertEquals(MailboxOutcome.TIMED_OUT, sendLines(sender, "one\ntwo\nthree\n"));
        assertEquals(2, sender.sent());
    }

    @Test
    void tooLargeMessagesAreRefused() throws IOException {
        make(4);
        Sender sender = sender();
        assertEquals(MailboxOutcome.DONE, send(sender, 0, "x".repeat(100)));
        assertRefused(Category.UNUSABLE, () -> send(sender, 0, "x".repeat(101)));
    }

    @Test
    void onlyOnePerSenderIsPending() throws IOException {
        make(1);
        PendingSender a = pender("a");
        PendingSender b = pender("b");
        assertEquals(MailboxOutcome.DONE, sendOrPend(a, "a", "a1"));
        assertEquals(MailboxOutcome.PENDING, sendOrPend(a, "a", "a2"));
        assertEquals(MailboxOutcome.PENDING_BEFORE, sendOrPend(a, "a", "a3"));
        assertEquals(MailboxOutcome.PENDING, sendOrPend(b, "b", "b1"));
        assertEquals(MailboxOutcome.TIMED_OUT, a.awaitAccepted(Deadline.NOW));
        assertEquals(2, look().pending());
        Receiver receiver = receiver();
        assertReceives(receiver, "a1", "a2");
        assertEquals(MailboxOutcome.DONE, a.awaitAccepted(Deadline.NOW));
        assertEquals(MailboxOutcome.PENDING, sendOrPend(a, "a", "a4"));
        assertReceives(receiver, "b1", "a4", "none");
        assertEquals(0, look().pending());
    }

    @Test
    void leasedMessagesAreSettledByReceipt() throws IOException {
        make(4);
        send(sender(), 0, "job");
        Receiver receiver = receiver();
        assertEquals("job", receive(receiver, 3_600_000));
        Receipt receipt = receiver.message(0).receipt();
        assertTrue(receiver.leave());
        assertEquals("none", receive(receiver));
        ReceiptDesk desk = desk();
        assertTrue(desk.extend(receipt, 7_200_000));
        assertFalse(
                desk.acknowledge(new Receipt(receipt.entry(), receipt.number(), 2, receipt.box())));
        assertTrue(desk.giveBack(receipt));
        assertFalse(desk.acknowledge(receipt), "it has been given back");
        assertEquals("job", receive(receiver, 3_600_000));
        Receipt second = receiver.message(0).receipt();
        assertEquals(2, second.times());
        receiver.leave();
        assertTrue(desk.acknowledge(second));
        assertFalse(desk.acknowledge(second), "it has gone");
        assertEquals(0, look().claimed());
    }

    @Test
    void aLeaseEndsByTime() throws Exception {
        make(4);
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
    void offersNeedAWaitingReceiver() throws IOException {
        make(0);
        Sender sender = sender();
        assertEquals(MailboxOutcome.TIMED_OUT, send(sender, 0, "x"));
        assertEquals(
                MailboxOutcome.TIMED_OUT,
                sender.send(message(0, "x"), Deadline.afterNanos(1_000_000)));
        assertEquals("none", receive(receiver()));
        assertEquals(0, look().ready());
    }

    @Test
    void withoutAServiceACallEndsAtOnce() throws IOException {
        make(4);
        CallAnswer answer = caller().call(message(0, "x"), Deadline.NEVER);
        assertEquals(MailboxOutcome.NO_SERVICE, answer.outcome());
        assertEquals(0, look().ready());
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsTakenBack() throws IOException {
        make(4);
        Receiver service = service();
        CallAnswer answer = caller().call(message(0, "x"), Deadline.afterNanos(1_000_000));
        assertEquals(MailboxOutcome.TIMED_OUT, answer.outcome());
        assertEquals("none", receive(service));
    }

    @Test
    void onlyOneReceivesAtATime() throws IOException {
        make(4, ReceiverPolicy.SINGLE_RECEIVER);
        sender();
        sender();
        try (Receiver _ = MailboxFixture.receiver(box)) {
            assertRefused(Category.WOULD_BLOCK, () -> MailboxFixture.receiver(box));
        }
        receiver();
    }

    @Test
    void aPairHasRoomForTwo() throws IOException {
        make(4, ReceiverPolicy.PAIR);
        sender();
        try (Receiver _ = MailboxFixture.receiver(box)) {
            assertRefused(Category.TIMED_OUT, () -> box.sender(Deadline.afterNanos(1_000_000)));
        }
        sender();
    }

    @Test
    void purgedMessagesAreGone() throws IOException {
        make(2);
        Sender sender = sender();
        send(sender, 0, "held");
        Receiver receiver = receiver();
        receive(receiver);
        send(sender, 3, "x");
        assertEquals(MailboxOutcome.PENDING, sendOrPend(pender("p"), "p", "y"));
        ReceiptDesk desk = desk();
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

    @Test
    void rebuildingChangesNothing() throws IOException {
        make(8);
        Random random = new Random(1);
        Sender sender = sender();
        Receiver one = receiver();
        Receiver two = receiver();
        for (int step = 0; step < 2000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> send(sender, random.nextInt(3), "m" + step);
                case 2 -> receive(one);
                case 3 -> receive(two);
                default -> two.giveBack();
            }
            try (ReceiptDesk desk = box.desk()) {
                List<String> before = texts(desk);
                EntryTable entries = new EntryTable(MailboxFile.open(directory, true));
                int held = entries.lists.held.count();
                entries.rebuild();
                assertEquals(held, entries.lists.held.count());
                assertEquals(before, texts(desk));
            }
        }
    }

    private MailboxAttachment attachment(MailboxRole role) {
        return attach(
                MailboxAttachment.attach(
                        MailboxFile.open(directory, true), role, Deadline.NOW, () -> false));
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

    /**
     * A reply to a dead caller is dropped. A new participant gets the participant index of the dead
     * caller, but does not receive the reply.
     */
    @Test
    void answersToDeadCallersAreDropped() throws IOException {
        make(1);
        Receiver service = service();
        Caller caller = new Caller(attachment(MailboxRole.SENDER));
        assertEquals(
                MailboxOutcome.DONE,
                caller.put(message(0, "?"), Wait.FOR_ANSWER, Deadline.NEVER, () -> true));
        assertEquals("?", receive(service));
        dies(caller.attachment);
        Sender newcomer = sender();
        assertEquals(MailboxOutcome.TIMED_OUT, send(newcomer, 0, "x"));
        assertTrue(service.answer(0, new byte[0], bytes("!")));
        assertEquals(MailboxOutcome.DONE, send(newcomer, 0, "x"));
    }

    @Test
    void claimsOfDeadReceiversComeBackInABusyMailbox() throws Exception {
        make(64);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "held");
        MailboxAttachment dead = attachment(MailboxRole.RECEIVER);
        assertReceives(new Receiver(dead), "held");
        dies(dead);
        Thread.sleep(100);
        for (int i = 0; i < 5; i++) {
            send(sender, 0, "new");
        }
        assertReceives(receiver, "held", "new");
    }

    /**
     * A receiver claims the message of a waiting sender, and gives it back after the sender's time
     * limit. The sender must then withdraw the message. If this process is too slow, the time limit
     * ends before the receiver claims the message. Then the test tries again with a longer time
     * limit.
     */
    @Test
    void timeLimitsHoldForMessagesReceivedBefore() throws Exception {
        make(4);
        Sender sender = sender();
        Receiver receiver = receiver();
        boolean received = false;
        for (long limit = 50_000_000; !received; limit *= 2) {
            Deadline deadline = Deadline.afterNanos(limit);
            CompletableFuture<MailboxOutcome> sending =
                    CompletableFuture.supplyAsync(
                            () -> sender.sendUntilReceived(message(0, "x"), deadline));
            received = receiver.receive(1, 0, deadline) == MailboxOutcome.DONE;
            while (received && !deadline.expired()) {
                Thread.sleep(1);
            }
            receiver.giveBack();
            assertEquals(MailboxOutcome.TIMED_OUT, sending.get());
        }
        assertEquals("none", receive(receiver));
    }

    @Test
    void leasesEndWithTheBoot() throws IOException {
        make(4);
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "x");
        assertEquals("x", receive(receiver, 3_600_000));
        assertTrue(receiver.leave());
        Receiver other = receiver();
        assertEquals("none", receive(other));
        Words.set(MailboxFile.open(directory, true).shared, MailboxLayout.BOOT_AT, 1);
        assertEquals("x", receive(receiver()));
    }

    @Test
    void metadataHasASizeLimit() throws IOException {
        make(4);
        OutgoingMessage draft =
                new OutgoingMessage(
                        0,
                        new byte[MailboxSpec.META_BYTES + 1],
                        MemorySegment.ofArray(new byte[1]),
                        0,
                        1);
        Sender sender = sender();
        assertRefused(Category.UNUSABLE, () -> sender.send(draft, Deadline.NOW));
    }

    @Test
    void damagedListsAreRebuilt() throws IOException {
        make(4);
        Sender sender = sender();
        for (String text : List.of("a", "b", "c")) {
            send(sender, 0, text);
        }
        MailboxFile file = MailboxFile.open(directory, true);
        int first = Words.getInt(file.shared, MailboxLayout.first(0)) - 1;
        Words.setInt(file.shared, MailboxLayout.row(first) + EntryLayout.NEXT, 1000);
        Receiver receiver = receiver();
        assertRefused(Category.CORRUPT, () -> receive(receiver));
        assertReceives(receiver, "b", "c");
        receiver.close();
        attached.remove(receiver);
        assertEquals("a", receive(receiver()));
    }

    /**
     * A durable mailbox has two directories: a directory on a disk that contains its files, and an
     * object directory with a symbolic link to the directory on the disk. If a second object
     * directory gets a link to the same directory on the disk, the files belong only to the second
     * object directory. The removal of the first object directory must then not delete the files.
     */
    @Test
    void removalLeavesAdoptedFilesAlone() throws IOException {
        Path disk = directory.resolve("disk");
        Files.createDirectory(disk);
        MailboxSpec spec = new MailboxSpec(4, 100, false, ReceiverPolicy.ANY, true, null);
        Mailbox.create(disk, spec);
        DurableContent content = Mailbox.durable(spec, _ -> true);
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        content.link(first, disk);
        assertTrue(content.restore(first));
        assertFalse(Mailbox.isRemoved(first));
        content.link(second, disk);
        assertTrue(content.restore(second));
        Mailbox.retire(first);
        assertFalse(Mailbox.isRemoved(second));
        Mailbox.open(second);
        Mailbox.retire(second);
        assertFalse(Files.exists(disk));
        Mailbox.retire(second);
    }

    /**
     * Asserts that an operation fails because another participant owns the mailbox's lock, and that
     * the operation sleeps only a few times while it waits for the lock.
     */
    private static void assertEndsBesideOwner(
            Category category, MailboxParticipant waiter, Executable operation) {
        long before = waiter.attachment.systemCalls();
        IpcException e = assertThrows(IpcException.class, operation);
        assertEquals(category, e.category(), e.getMessage());
        long sleeps = waiter.attachment.systemCalls() - before;
        assertTrue(sleeps <= 30, sleeps + " sleeps");
    }

    @Test
    void aWaitEndsAtItsLimitAlthoughTheOwnerOfTheLockRuns() throws IOException {
        make(2);
        Sender sender = sender();
        Receiver receiver = receiver();
        try (MailboxAttachment.Locked _ = desk().attachment.lock()) {
            assertEndsBesideOwner(Category.WOULD_BLOCK, sender, () -> send(sender, 0, "not sent"));
            assertEndsBesideOwner(
                    Category.TIMED_OUT,
                    sender,
                    () -> sender.send(message(0, "not sent"), Deadline.afterNanos(1_000_000)));
            assertEndsBesideOwner(Category.WOULD_BLOCK, receiver, () -> receive(receiver));
            assertEndsBesideOwner(
                    Category.TIMED_OUT,
                    receiver,
                    () -> receiver.receive(1, 0, Deadline.afterNanos(1_000_000)));
            assertEndsBesideOwner(
                    Category.TIMED_OUT,
                    receiver,
                    () -> receiver.awaitMessage(Deadline.afterNanos(1_000_000)));
        }
        assertEquals(MailboxOutcome.DONE, send(sender, 0, "sent"));
        assertReceives(receiver, "sent");
    }
}
