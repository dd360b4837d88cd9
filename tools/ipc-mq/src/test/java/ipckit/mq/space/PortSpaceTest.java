package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.Words;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.sync.Liveness;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Tests the rules for tasks, ports and rights in one process. */
final class PortSpaceTest {
    private final Scratch scratch = new Scratch();
    private HomeDirectory home;
    private PortSpace space;
    private Ports ports;

    @BeforeEach
    void open() {
        home = HomeDirectory.at(scratch.newDirectory());
        space = new PortSpaces(home).openOrCreate();
        ports = space.ports();
        space.tasks().create("A");
        space.tasks().create("B");
        ports.allocate("A", "inbox", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
    }

    @AfterEach
    void close() {
        space.close();
        scratch.close();
    }

    private MailboxOutcome send(String task, String port, String text, Carry... carried) {
        return ports.sender(task, port, Deadline.NOW)
                .send(
                        0,
                        MessageMetadata.of(task),
                        text.getBytes(StandardCharsets.UTF_8),
                        List.of(carried),
                        Deadline.NOW);
    }

    private record Received(String text, List<AcceptedRight> rights) {}

    private Received receive(String task, String port) {
        try (PortReceiver receiver = ports.receiver(task, port, Deadline.NOW, () -> false)) {
            if (receiver.receive(Deadline.NOW) != MailboxOutcome.DONE) {
                return null;
            }
            Received received =
                    new Received(
                            new String(receiver.message().body(), StandardCharsets.UTF_8),
                            receiver.rights());
            receiver.acknowledge();
            return received;
        }
    }

    private String text(String task, String port) {
        Received received = receive(task, port);
        return received == null ? null : received.text();
    }

    private Ports.Held right(String task, String name) {
        return ports.rights(task).stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void refuses(Category category, Runnable operation) {
        IpcException e = assertThrows(IpcException.class, operation::run);
        assertEquals(category, e.category(), e.getMessage());
    }

    /**
     * Another participant has the lock of the port space for four times the longest wait, but the
     * epoch, which the test increases, shows that operations are completed meanwhile.
     */
    @Test
    void aWaitForTheLockGoesOnWhileOthersCompleteOperations() throws InterruptedException {
        long patience = 200_000_000;
        long end = System.nanoTime() + 4 * patience;
        Thread holder =
                holdLock(
                        () -> {
                            while (System.nanoTime() < end) {
                                long _ =
                                        Words.getAndAdd(space.file.shared, SpaceLayout.EPOCH_AT, 2);
                                LockSupport.parkNanos(5_000_000);
                            }
                        });
        assertEquals(3, space.<Integer>change(patience, _ -> 3));
        holder.join();
    }

    @Test
    void aWaitForTheLockEndsIfNoOperationIsCompleted() throws InterruptedException {
        CountDownLatch isOver = new CountDownLatch(1);
        Thread holder = holdLock(() -> Uninterrupted.await(isOver::await));
        refuses(Category.TIMED_OUT, () -> space.change(20_000_000, _ -> null));
        isOver.countDown();
        holder.join();
    }

    @Test
    void noProcessAttachesWhileTheSpaceMustBeUnused() {
        Liveness liveness = space.file.live();
        // A process that is attaching has locked the byte after the bytes of the participants.
        int attaching = liveness.count();
        space.whileUnused(() -> assertFalse(liveness.take(attaching)));
        assertTrue(liveness.take(attaching));
        liveness.leave(attaching);
        liveness.close();
    }

    /**
     * Starts a thread, with a participant of its own, that has the lock of the port space while it
     * works. Returns when the thread has the lock.
     */
    private Thread holdLock(Runnable work) throws InterruptedException {
        CountDownLatch isLocked = new CountDownLatch(1);
        Thread holder =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (PortSpace other = new PortSpaces(home).open()) {
                                        other.whileUnused(
                                                () -> {
                                                    isLocked.countDown();
                                                    work.run();
                                                });
                                    }
                                });
        isLocked.await();
        return holder;
    }

    @Test
    void aNewTaskHasANotifyPortAndASendRightToItsKernelPort() {
        assertTrue(right("B", "notify").receive());
        assertEquals(1, right("B", "kernel").sends());
    }

    @Test
    void theCreatorOfAPortReceivesAndSends() {
        assertEquals(MailboxOutcome.DONE, send("A", "inbox", "hello"));
        assertEquals("hello", text("A", "inbox"));
    }

    @Test
    void aTaskWithoutARightIsRefused() {
        refuses(Category.DENIED, () -> send("B", "inbox", "hello"));
        refuses(Category.DENIED, () -> receive("B", "inbox"));
        refuses(Category.ABSENT, () -> send("C", "inbox", "hello"));
    }

    @Test
    void anInsertedSendRightAllowsToSendAndNotToReceive() {
        assertEquals("inbox", ports.insert("A", "inbox", Right.SEND, "B", "inbox"));
        assertEquals(MailboxOutcome.DONE, send("B", "inbox", "hello"));
        refuses(Category.DENIED, () -> receive("B", "inbox"));
        assertEquals("hello", text("A", "inbox"));
    }

    @Test
    void aTaskWithASendRightCopiesItAndMakesNone() {
        ports.insert("A", "inbox", Right.SEND, "B", "inbox");
        space.tasks().create("C");
        refuses(Category.DENIED, () -> ports.insert("B", "inbox", Right.SEND_ONCE, "C", "inbox"));
        assertEquals("mine", ports.copy("B", "inbox", "C", "mine"));
        assertEquals(1, right("B", "inbox").sends());
        assertEquals(1, right("C", "mine").sends());
    }

    @Test
    void allRightsToOnePortHaveOneName() {
        ports.insert("A", "inbox", Right.SEND, "B", "first");
        assertEquals("first", ports.insert("A", "inbox", Right.SEND, "B", "second"));
        assertEquals(2, right("B", "first").sends());
    }

    @Test
    void aTakenNameGetsANumber() {
        ports.allocate("B", "inbox", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        assertEquals("inbox.2", ports.insert("A", "inbox", Right.SEND, "B", "inbox"));
    }

    @Test
    void eachSendOnceRightHasANameOfItsOwnAndIsUsedUpByOneMessage() {
        assertEquals("once", ports.insert("A", "inbox", Right.SEND_ONCE, "B", "once"));
        assertEquals("once.2", ports.insert("A", "inbox", Right.SEND_ONCE, "B", "once"));
        assertEquals(MailboxOutcome.DONE, send("B", "once", "hello"));
        refuses(Category.DENIED, () -> send("B", "once", "again"));
        assertEquals("hello", text("A", "inbox"));
    }

    @Test
    void aSendOnceRightIgnoresTheQueueLimit() {
        ports.allocate("A", "small", 1, Ports.STANDARD_BYTES);
        ports.insert("A", "small", Right.SEND_ONCE, "B", "once");
        assertEquals(MailboxOutcome.DONE, send("A", "small", "1"));
        assertEquals(MailboxOutcome.TIMED_OUT, send("A", "small", "2"));
        assertEquals(MailboxOutcome.DONE, send("B", "once", "3"));
        assertEquals("1", text("A", "small"));
        assertEquals("3", text("A", "small"));
    }

    @Test
    void aFullPortKeepsTheRightsOfARefusedMessageWithTheirSender() {
        ports.allocate("A", "small", 1, Ports.STANDARD_BYTES);
        ports.allocate("A", "given", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        send("A", "small", "1");
        assertEquals(
                MailboxOutcome.TIMED_OUT,
                send("A", "small", "2", new Carry("given", Right.RECEIVE, true)));
        assertTrue(right("A", "given").receive());
    }

    @Nested
    final class Moved {
        @BeforeEach
        void move() {
            ports.allocate("B", "post", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
            ports.insert("B", "post", Right.SEND, "A", "post");
            send("A", "inbox", "one");
            send("A", "inbox", "two");
            send("A", "post", "take over", new Carry("inbox", Right.RECEIVE, true));
        }

        @Test
        void aReceiveRightInAMessageBelongsToNobody() {
            assertFalse(right("A", "inbox").receive());
            refuses(Category.DENIED, () -> receive("A", "inbox"));
        }

        @Test
        void theReceiverOfTheMessageGetsTheQueuedMessagesInOrder() {
            Received received = receive("B", "post");
            assertEquals("take over", received.text());
            assertEquals(
                    List.of(new AcceptedRight("inbox", Right.RECEIVE, false, false)),
                    received.rights());
            assertEquals("one", text("B", "inbox"));
            assertEquals("two", text("B", "inbox"));
        }

        @Test
        void sendersGoOnWhileTheReceiveRightTravels() {
            assertEquals(MailboxOutcome.DONE, send("A", "inbox", "three"));
            receive("B", "post");
            assertEquals(List.of("one", "two", "three"), drain("B", "inbox"));
        }

        @Test
        void theDestructionOfTheQueueDestroysThePortThatTravelsInIt() {
            ports.notify("A", "inbox", PortEvent.DEAD_NAME);
            ports.destroy("B", "post");
            assertTrue(right("A", "inbox").dead());
            assertEquals(List.of("dead-name inbox"), drain("A", "notify"));
        }
    }

    private List<String> drain(String task, String port) {
        List<String> texts = new ArrayList<>();
        for (String text = text(task, port); text != null; text = text(task, port)) {
            texts.add(text);
        }
        return texts;
    }

    @Test
    void aReceiveRightCannotTravelInItsOwnQueue() {
        refuses(
                Category.UNUSABLE,
                () -> send("A", "inbox", "x", new Carry("inbox", Right.RECEIVE, true)));
        ports.allocate("A", "other", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        assertEquals(
                MailboxOutcome.DONE,
                send("A", "other", "x", new Carry("inbox", Right.RECEIVE, true)));
        refuses(
                Category.UNUSABLE,
                () -> send("A", "inbox", "x", new Carry("other", Right.RECEIVE, true)));
        assertTrue(right("A", "other").receive());
    }

    @Nested
    final class Notices {
        @Test
        void theDeathOfAPortMakesItsNamesDeadAndIsNoticed() {
            ports.insert("A", "inbox", Right.SEND, "B", "inbox");
            ports.notify("B", "inbox", PortEvent.DEAD_NAME);
            ports.destroy("A", "inbox");
            assertEquals(List.of("dead-name inbox"), drain("B", "notify"));
            refuses(Category.REMOVED, () -> send("B", "inbox", "x"));
            ports.drop("B", "inbox", Right.SEND);
            ports.drop("B", "inbox", Right.SEND);
            refuses(Category.DENIED, () -> send("B", "inbox", "x"));
        }

        @Test
        void aDroppedNameWithARequestIsNoticedAsDeleted() {
            ports.insert("A", "inbox", Right.SEND, "B", "inbox");
            ports.notify("B", "inbox", PortEvent.DEAD_NAME);
            ports.drop("B", "inbox", Right.SEND);
            assertEquals(List.of("port-deleted inbox"), drain("B", "notify"));
        }

        @Test
        void theLastSendersDepartureIsNoticedOnce() {
            ports.insert("A", "inbox", Right.SEND, "B", "inbox");
            ports.drop("A", "inbox", Right.SEND);
            ports.notify("A", "inbox", PortEvent.NO_SENDERS);
            assertEquals(List.of(), drain("A", "notify"));
            ports.drop("B", "inbox", Right.SEND);
            assertEquals(List.of("no-senders inbox"), drain("A", "notify"));
        }

        @Test
        void aSendRightInAMessageCountsAsASender() {
            ports.allocate("B", "post", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
            ports.insert("B", "post", Right.SEND, "A", "post");
            send("A", "post", "x", new Carry("inbox", Right.SEND, true));
            ports.notify("A", "inbox", PortEvent.NO_SENDERS);
            assertEquals(List.of(), drain("A", "notify"));
            ports.destroy("B", "post");
            assertEquals(List.of("no-senders inbox"), drain("A", "notify"));
        }

        @Test
        void aDestroyedPortComesBackToTheTaskThatAskedForIt() {
            ports.notify("A", "inbox", PortEvent.PORT_DESTROYED);
            send("A", "inbox", "kept");
            ports.move("A", "inbox", Right.RECEIVE, "B", "inbox");
            space.tasks().remove("B");
            Received notice = receive("A", "notify");
            assertEquals("port-destroyed inbox", notice.text());
            assertEquals(Right.RECEIVE, notice.rights().getFirst().right());
            assertEquals("kept", text("A", "inbox"));
        }

        @Test
        void anUnusedSendOnceRightIsNoticedAtItsPort() {
            ports.insert("A", "inbox", Right.SEND_ONCE, "B", "reply");
            ports.drop("B", "reply", Right.SEND_ONCE);
            assertEquals(List.of("send-once"), drain("A", "inbox"));
        }
    }

    /** Returns the number of the port to which the notices of a task are sent. */
    private long notifyPort(String task) {
        Change rows = space.unlocked();
        int row = rows.first(RowKind.TASK, next -> rows.hasName(next, task));
        return new PortRow(rows, new TaskRow(rows, row).notifyPort()).number();
    }

    @Test
    void noticesForALockedMailboxAreSentLaterInTheirOrder() {
        ports.allocate("A", "other", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        for (String port : List.of("inbox", "other")) {
            ports.insert("A", port, Right.SEND, "B", port);
            ports.notify("B", port, PortEvent.DEAD_NAME);
        }
        OutgoingMessage message =
                OutgoingMessage.of(0, MessageMetadata.of("A").bytes(), new byte[] {'x'});
        try (Sender owner = space.mailboxes.open(notifyPort("B")).sender(Deadline.NEVER)) {
            owner.trySend(
                    message,
                    () -> {
                        ports.destroy("A", "inbox");
                        ports.destroy("A", "other");
                    });
        }
        space.completeDeaths();
        assertEquals(List.of("x", "dead-name inbox", "dead-name other"), drain("B", "notify"));
    }

    /**
     * A message carries two rights to the same port: first the receive right, then the last send
     * right. The message is lost when the port that contains it is destroyed.
     */
    @Test
    void aPortThatDiesWithALostMessageHasNoNoticeAboutItsSenders() {
        ports.allocate("B", "lost", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.allocate("B", "carried", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.notify("B", "carried", PortEvent.NO_SENDERS);
        send(
                "B",
                "lost",
                "x",
                new Carry("carried", Right.RECEIVE, true),
                new Carry("carried", Right.SEND, false));
        ports.destroy("B", "carried");
        ports.destroy("B", "lost");
        assertEquals(List.of(), drain("B", "notify"));
    }

    @Test
    void theEndOfATaskDestroysItsPortsAndRights() {
        ports.insert("A", "inbox", Right.SEND, "B", "inbox");
        ports.notify("B", "inbox", PortEvent.DEAD_NAME);
        space.tasks().remove("A");
        assertEquals(List.of("dead-name inbox"), drain("B", "notify"));
        refuses(Category.ABSENT, () -> ports.rights("A"));
        space.tasks().create("A");
        assertEquals(2, ports.rights("A").size());
    }

    @Test
    void aPortIsInOneSetAtMostAndLeavesItWithItsReceiveRight() {
        space.sets().create("A", "all");
        space.sets().create("A", "some");
        space.sets().add("A", "all", List.of("inbox"));
        assertEquals(List.of("inbox"), space.sets().members("A", "all"));
        space.sets().add("A", "some", List.of("inbox"));
        assertEquals(List.of(), space.sets().members("A", "all"));
        ports.move("A", "inbox", Right.RECEIVE, "B", "inbox");
        assertEquals(List.of(), space.sets().members("A", "some"));
    }

    @Test
    void nothingOfADestroyedPortRemains() throws Exception {
        PortSpaces spaces = new PortSpaces(HomeDirectory.at(scratch.file("dir-0")));
        ports.destroy("A", "inbox");
        space.tasks().remove("A");
        space.tasks().remove("B");
        try (Stream<?> entries =
                Files.list(scratch.file("dir-0"))
                        .filter(path -> path.getFileName().toString().startsWith("port:"))) {
            assertEquals(0, entries.count());
        }
        try (PortSpace again = spaces.open()) {
            assertEquals(List.of(), again.tasks().list());
        }
    }

    @Test
    void theLastOfTwoParticipantsThatLeaveRemovesTheSpace() {
        space.tasks().remove("A");
        space.tasks().remove("B");
        List<String> removals = new ArrayList<>();
        try (PortSpace other = new PortSpaces(HomeDirectory.at(scratch.file("dir-0"))).open()) {
            space.removeIfUnused(() -> removals.add("first"));
            assertEquals(List.of(), removals);
            other.removeIfUnused(() -> removals.add("second"));
            assertEquals(List.of("second"), removals);
        }
    }
}
