package ipckit.mq.box;

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
 * What a mailbox does for those who do not wait; those who wait are processes, tested elsewhere.
 */
@Timeout(60)
class MailboxTest {
    @TempDir Path directory;
    private final List<AutoCloseable> attached = new ArrayList<>();
    private Mailbox box;

    private void make(int capacity, Sharing sharing) {
        try {
            Mailbox.create(directory, new BoxSpec(capacity, 100, false, sharing, false, null));
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

    private static Draft draft(int priority, String text) {
        return Draft.of(priority, Meta.NONE, bytes(text));
    }

    private static Outcome send(Sender sender, int priority, String text) {
        return sender.send(draft(priority, text), Deadline.NOW);
    }

    private static String receive(Receiver receiver) {
        return receive(receiver, 0);
    }

    private static String receive(Receiver receiver, long lease) {
        return receiver.receive(1, lease, Deadline.NOW) == Outcome.DONE
                ? new String(receiver.message(0).body(), StandardCharsets.UTF_8)
                : "none";
    }

    private Snapshot look() {
        return Monitor.open(directory).look(false);
    }

    @Test
    void messagesComeInOrder() {
        make(4, Sharing.ANY);
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
        make(4, Sharing.ANY);
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
    void whatIsClaimedCounts() {
        make(4, Sharing.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        for (int i = 0; i < 4; i++) {
            assertEquals(Outcome.DONE, send(sender, 0, "m" + i));
        }
        assertEquals(Outcome.TIMED_OUT, send(sender, 0, "more"));
        assertEquals("m0", receive(receiver));
        assertEquals(Outcome.TIMED_OUT, send(sender, 0, "more"));
        assertEquals(3, look().ready());
        assertEquals(1, look().claimed());
        assertTrue(receiver.acknowledge(1));
        assertEquals(Outcome.DONE, send(sender, 0, "more"));
    }

    @Test
    void whatIsGivenBackComesAgainAtItsPlace() {
        make(4, Sharing.ANY);
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
    void severalAreTakenAtOnceAndTheRestGoesBack() {
        make(8, Sharing.ANY);
        Sender sender = sender();
        byte[] lines = bytes("one\ntwo\nthree\nfour\n");
        assertEquals(
                Outcome.DONE,
                sender.sendRun(
                        RunFormat.LINES,
                        MemorySegment.ofArray(lines),
                        0,
                        lines.length,
                        0,
                        new byte[0],
                        () -> Deadline.NOW));
        Receiver receiver = receiver();
        assertEquals(Outcome.DONE, receiver.receive(3, 0, Deadline.NOW));
        assertEquals(3, receiver.count());
        assertArrayEquals(bytes("three"), receiver.message(2).body());
        assertTrue(receiver.acknowledge(1));
        assertEquals("two", receive(receiver));
        assertEquals(2, receiver.message(0).times());
    }

    @Test
    void aRunStopsWhereItIsFull() {
        make(2, Sharing.ANY);
        Sender sender = sender();
        byte[] lines = bytes("one\ntwo\nthree\n");
        assertEquals(
                Outcome.TIMED_OUT,
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
    void tooLargeOnesAreRefused() {
        make(4, Sharing.ANY);
        Sender sender = sender();
        assertEquals(Outcome.DONE, send(sender, 0, "x".repeat(100)));
        IpcException refused =
                assertThrows(IpcException.class, () -> send(sender, 0, "x".repeat(101)));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    @Test
    void onlyOnePerSenderIsPending() {
        make(1, Sharing.ANY);
        Pender a = box.pender("a", Deadline.NOW);
        attached.add(a);
        Pender b = box.pender("b", Deadline.NOW);
        attached.add(b);
        Meta fromA = Meta.of("a");
        Meta fromB = Meta.of("b");
        assertEquals(Outcome.DONE, a.sendOrPend(Draft.of(0, fromA, bytes("a1"))));
        assertEquals(Outcome.PENDING, a.sendOrPend(Draft.of(0, fromA, bytes("a2"))));
        assertEquals(Outcome.PENDING_BEFORE, a.sendOrPend(Draft.of(0, fromA, bytes("a3"))));
        assertEquals(Outcome.PENDING, b.sendOrPend(Draft.of(0, fromB, bytes("b1"))));
        assertEquals(Outcome.TIMED_OUT, a.awaitAccepted(Deadline.NOW));
        assertEquals(2, look().pending());
        Receiver receiver = receiver();
        assertEquals("a1", receive(receiver));
        assertEquals("a2", receive(receiver));
        assertEquals(Outcome.DONE, a.awaitAccepted(Deadline.NOW));
        assertEquals(Outcome.PENDING, a.sendOrPend(Draft.of(0, fromA, bytes("a4"))));
        assertEquals("b1", receive(receiver));
        assertEquals("a4", receive(receiver));
        assertEquals("none", receive(receiver));
        assertEquals(0, look().pending());
    }

    @Test
    void aLeasedOneIsSettledByItsReceipt() {
        make(4, Sharing.ANY);
        send(sender(), 0, "job");
        Receiver receiver = receiver();
        assertEquals("job", receive(receiver, 60_000));
        Receipt receipt = receiver.message(0).receipt();
        assertTrue(receiver.leave());
        assertEquals("none", receive(receiver));
        Desk desk = box.desk();
        attached.add(desk);
        assertTrue(desk.extend(receipt, 120_000));
        assertFalse(
                desk.acknowledge(new Receipt(receipt.slot(), receipt.number(), 2, receipt.box())));
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
        make(4, Sharing.ANY);
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
    void nothingIsOfferedToNobody() {
        make(0, Sharing.ANY);
        Sender sender = sender();
        assertEquals(Outcome.TIMED_OUT, send(sender, 0, "x"));
        assertEquals(Outcome.TIMED_OUT, sender.send(draft(0, "x"), Deadline.afterNanos(1_000_000)));
        assertEquals("none", receive(receiver()));
        assertEquals(0, look().ready());
    }

    @Test
    void withoutAServiceACallEndsAtOnce() {
        make(4, Sharing.ANY);
        Caller caller = box.caller(Deadline.NOW);
        attached.add(caller);
        assertEquals(Outcome.NO_SERVICE, caller.call(draft(0, "x"), Deadline.NEVER).outcome());
        assertEquals(0, look().ready());
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsTakenBack() {
        make(4, Sharing.ANY);
        Receiver service = box.service(Deadline.NOW);
        attached.add(service);
        Caller caller = box.caller(Deadline.NOW);
        attached.add(caller);
        Answer answer = caller.call(draft(0, "x"), Deadline.afterNanos(1_000_000));
        assertEquals(Outcome.TIMED_OUT, answer.outcome());
        assertEquals("none", receive(service));
    }

    @Test
    void onlyOneReceivesAtATime() {
        make(4, Sharing.SINGLE_RECEIVER);
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
        make(4, Sharing.PAIR);
        sender();
        Receiver second = box.receiver(Deadline.NOW, () -> false);
        IpcException refused =
                assertThrows(IpcException.class, () -> box.sender(Deadline.afterNanos(1_000_000)));
        assertEquals(Category.TIMED_OUT, refused.category());
        second.close();
        sender();
    }

    @Test
    void whatIsPurgedIsGone() {
        make(2, Sharing.ANY);
        Sender sender = sender();
        send(sender, 0, "held");
        Receiver receiver = receiver();
        receive(receiver);
        send(sender, 3, "x");
        Pender pender = box.pender("p", Deadline.NOW);
        attached.add(pender);
        assertEquals(Outcome.PENDING, pender.sendOrPend(Draft.of(0, Meta.of("p"), bytes("y"))));
        Desk desk = box.desk();
        attached.add(desk);
        assertEquals(1, desk.peek(10).size());
        assertEquals(2, desk.purge());
        assertEquals(0, desk.peek(10).size());
        assertTrue(receiver.acknowledge(1));
        assertEquals(0, look().ready() + look().claimed() + look().pending());
    }

    @Test
    void whatIsBesideTheBodyComesBack() {
        Meta meta = new Meta("T/1", "answers", Map.of("key", "välue"));
        assertEquals(meta, Meta.of(meta.bytes()));
        assertEquals(0, Meta.NONE.bytes().length);
        assertEquals(Meta.NONE, Meta.of(new byte[0]));
        assertThrows(IpcException.class, () -> Meta.of(new byte[] {0, 9, 1}));
        Meta large = new Meta("", "", Map.of("k", "v".repeat(BoxSpec.META_BYTES)));
        assertThrows(IpcException.class, large::bytes);
    }

    /** Whatever happens, rebuilding what is derived changes nothing that can be seen. */
    @Test
    void rebuildingChangesNothing() {
        make(8, Sharing.ANY);
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
            Desk desk = box.desk();
            expected.clear();
            desk.peek(100).forEach(m -> expected.add(new String(m.body(), StandardCharsets.UTF_8)));
            BoxFile file = BoxFile.open(directory, true);
            Slots slots = new Slots(file);
            int held = slots.held();
            slots.rebuild();
            assertEquals(held, slots.held());
            List<String> found = new ArrayList<>();
            desk.peek(100).forEach(m -> found.add(new String(m.body(), StandardCharsets.UTF_8)));
            assertEquals(expected, found);
            desk.close();
        }
    }

    private Member member(Role role) {
        Member member =
                Entrance.attach(BoxFile.open(directory, true), role, Deadline.NOW, () -> false);
        attached.add(member);
        return member;
    }

    /** Its seat is free, and all that it had is as it left it. */
    private void dies(Member member) {
        member.leavesThingsBehind();
        member.close();
        attached.remove(member);
    }

    /** Who sits where one asked who has died does not take his answer for his own. */
    @Test
    void anAnswerToTheDeadIsNobodys() {
        make(1, Sharing.ANY);
        Receiver service = box.service(Deadline.NOW);
        attached.add(service);
        Member asked = member(Role.SENDER);
        Outcome put = new Outbox(asked).put(draft(0, "?"), Writing.Wait.FOR_ANSWER, Deadline.NEVER);
        assertEquals(Outcome.DONE, put);
        assertEquals("?", receive(service));
        dies(asked);
        Sender newcomer = sender();
        assertEquals(Outcome.TIMED_OUT, send(newcomer, 0, "x"));
        assertTrue(service.answer(0, new byte[0], bytes("!")));
        assertEquals(Outcome.DONE, send(newcomer, 0, "x"));
    }

    /** What the dead held comes back also where there always is something else. */
    @Test
    void theDeadHoldNothingInABusyMailbox() throws InterruptedException {
        make(64, Sharing.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "held");
        Member dead = member(Role.RECEIVER);
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
    void aTimeLimitHoldsAlsoWhenSomebodyHadTheMessage() throws Exception {
        make(4, Sharing.ANY);
        Sender sender = sender();
        Receiver receiver = receiver();
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread waiting =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        outcome.set(
                                                sender.sendUntilReceived(
                                                        draft(0, "x"),
                                                        Deadline.afterNanos(50_000_000))));
        assertEquals(Outcome.DONE, receiver.receive(1, 0, Deadline.NEVER));
        Thread.sleep(100);
        receiver.giveBack();
        waiting.join();
        assertEquals(Outcome.TIMED_OUT, outcome.get());
        assertEquals("none", receive(receiver));
    }

    /** Of another boot's leases none goes on, and those of this one do. */
    @Test
    void leasesAreThoseOfOneBoot() {
        make(4, Sharing.ANY);
        Words.set(BoxFile.open(directory, true).shared, BoxLayout.BOOT_AT, 1);
        Sender sender = sender();
        Receiver receiver = receiver();
        send(sender, 0, "x");
        assertEquals("x", receive(receiver, 60_000));
        assertTrue(receiver.leave());
        Receiver other = receiver();
        assertEquals("none", receive(other));
        Words.set(BoxFile.open(directory, true).shared, BoxLayout.BOOT_AT, 1);
        assertEquals("x", receive(receiver()));
    }

    /** What is beside a body has its limit in every way to send. */
    @Test
    void whatIsBesideABodyHasItsLimit() {
        make(4, Sharing.ANY);
        Draft draft =
                new Draft(
                        0,
                        new byte[BoxSpec.META_BYTES + 1],
                        MemorySegment.ofArray(new byte[1]),
                        0,
                        1);
        Sender sender = sender();
        IpcException refused =
                assertThrows(IpcException.class, () -> sender.send(draft, Deadline.NOW));
        assertEquals(Category.UNUSABLE, refused.category());
    }

    /** A list that leads nowhere is made anew, as the states are right. */
    @Test
    void whatIsDerivedIsMadeAnewWhereItIsWrong() {
        make(4, Sharing.ANY);
        Sender sender = sender();
        for (String text : List.of("a", "b", "c")) {
            send(sender, 0, text);
        }
        BoxFile file = BoxFile.open(directory, true);
        int first = Words.getInt(file.shared, BoxLayout.first(0)) - 1;
        Words.setInt(file.shared, BoxLayout.line(first) + LineLayout.NEXT, 1000);
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
     * Two directories link to one on a disk: who came last has it, and the other removes nothing.
     */
    @Test
    void aRemovalTakesNothingFromWhoHasItNow() throws IOException {
        Path disk = directory.resolve("disk");
        Files.createDirectory(disk);
        Mailbox.create(disk, new BoxSpec(4, 100, false, Sharing.ANY, true, null));
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
