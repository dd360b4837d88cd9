package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tests requests and replies that need only the lock of a lane, a part of the port space that
 * contains the right to reply. The client is the task C, and the server is the task S.
 */
final class PortCallTest {
    private static final Carry RIGHT = new Carry("replies", Right.SEND_ONCE, false);
    private static final List<AcceptedRight> ACCEPTED =
            List.of(new AcceptedRight("replies", Right.SEND_ONCE, false, false));

    private final Scratch scratch = new Scratch();
    private PortSpace space;
    private Ports ports;
    private PortSender requests;
    private PortReceiver server;
    private PortReceiver client;

    /**
     * Makes one call with the lock of the whole port space. The port for the replies then has a
     * lane, a part of the space, so the next call needs only the lock of this lane.
     */
    @BeforeEach
    void open() {
        space = new PortSpaces(HomeDirectory.at(scratch.newDirectory())).openOrCreate();
        ports = space.ports();
        space.tasks().create("C");
        space.tasks().create("S");
        ports.allocate("S", "calls", 2, Ports.STANDARD_BYTES);
        ports.allocate("C", "replies", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.insert("S", "calls", Right.SEND, "C", "calls");
        requests = ports.sender("C", "calls", Deadline.NOW);
        server = receiver("S", "calls");
        client = receiver("C", "replies");
        assertEquals(MailboxOutcome.DONE, request("first"));
        assertEquals("first", take(server));
        assertEquals(MailboxOutcome.DONE, reply("answer"));
        assertEquals("answer", take(client));
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
        space.close();
        scratch.close();
    }

    private PortReceiver receiver(String task, String port) {
        return ports.receiver(task, port, Deadline.NOW, () -> false);
    }

    private MailboxOutcome request(String text) {
        return send(requests, text, List.of(RIGHT));
    }

    private MailboxOutcome reply(String text) {
        return send(ports.sender("S", "replies", Deadline.NOW), text, List.of());
    }

    private static MailboxOutcome send(PortSender sender, String text, List<Carry> carried) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return sender.send(0, MessageMetadata.NONE, body, carried, Deadline.NOW);
    }

    /** Receives and acknowledges a message. Returns its text, or null if there is no message. */
    private static String take(PortReceiver receiver) {
        if (receiver.receive(Deadline.NOW) != MailboxOutcome.DONE) {
            return null;
        }
        String text = new String(receiver.message().body(), StandardCharsets.UTF_8);
        receiver.acknowledge();
        return text;
    }

    /**
     * Returns whether the server's right to reply is in a lane. A lane is a part of the port space
     * with a lock of its own.
     */
    private boolean isHeldInLane() {
        return space.lanes.held("S", "replies") != null;
    }

    private List<String> rights() {
        return ports.rights("S").stream()
                .filter(Ports.Held::sendOnce)
                .map(Ports.Held::name)
                .toList();
    }

    @Test
    void aRightInALaneIsListed() {
        request("x");
        assertEquals(1, ports.graph().carried().size());
        request("y");
        take(server);
        take(server);
        assertEquals(List.of("replies", "replies.2"), rights());
    }

    @Test
    void aReplyUsesTheRightUpWithoutTheLockOfTheSpace() {
        request("x");
        assertEquals("x", take(server));
        assertEquals(true, isHeldInLane());
        assertEquals(MailboxOutcome.DONE, reply("y"));
        assertEquals(false, isHeldInLane());
        assertEquals("y", take(client));
        assertEquals(List.of(), rights());
    }

    @Test
    void aRightInALaneCanBeUsedOnce() {
        request("x");
        take(server);
        PortSender first = ports.sender("S", "replies", Deadline.NOW);
        PortSender second = ports.sender("S", "replies", Deadline.NOW);
        assertEquals(MailboxOutcome.DONE, send(first, "y", List.of()));
        IpcException denied = assertThrows(IpcException.class, () -> send(second, "z", List.of()));
        assertEquals(Category.DENIED, denied.category());
        assertEquals("y", take(client));
        assertNull(take(client));
    }

    @Test
    void aRightInALaneCanMoveToAnotherTask() {
        request("x");
        take(server);
        ports.move("S", "replies", Right.SEND_ONCE, "C", "mine");
        assertEquals(List.of(), rights());
        PortSender sender = ports.sender("C", "mine", Deadline.NOW);
        assertEquals(MailboxOutcome.DONE, send(sender, "y", List.of()));
        assertEquals("y", take(client));
    }

    @Test
    void aRightInALaneThatIsDestroyedIsNoticed() {
        request("x");
        take(server);
        space.tasks().remove("S");
        assertEquals("send-once", take(client));
    }

    @Test
    void aRequestThatIsDestroyedWithItsPortIsNoticed() {
        request("x");
        ports.destroy("S", "calls");
        assertEquals("send-once", take(client));
    }

    @Test
    void aRequestThatIsDeliveredAgainHasTheSameRight() {
        request("x");
        assertEquals(MailboxOutcome.DONE, server.receive(Deadline.NOW));
        assertEquals(ACCEPTED, server.rights());
        assertEquals(true, isHeldInLane());
        server.close();
        server = receiver("S", "calls");
        assertEquals(MailboxOutcome.DONE, server.receive(Deadline.NOW));
        assertEquals(ACCEPTED, server.rights());
        server.acknowledge();
        assertEquals(MailboxOutcome.DONE, reply("y"));
        assertEquals("y", take(client));
    }

    @Test
    void aRequestThatFindsNoRoomLeavesNoRight() {
        request("x");
        send(requests, "y", List.of());
        assertEquals(MailboxOutcome.TIMED_OUT, request("z"));
        assertEquals("x", take(server));
        assertEquals(MailboxOutcome.DONE, reply("answer to x"));
        assertEquals("y", take(server));
        assertNull(take(server));
        assertEquals(List.of(), rights());
    }

    @Test
    void aRequestIsRefusedAfterTheLossOfTheRightToSend() {
        ports.drop("C", "calls", Right.SEND);
        IpcException denied = assertThrows(IpcException.class, () -> request("x"));
        assertEquals(Category.DENIED, denied.category());
    }

    @Test
    void theDeathOfTheReplyPortMakesTheRightDead() {
        request("x");
        take(server);
        ports.destroy("C", "replies");
        IpcException dead = assertThrows(IpcException.class, () -> reply("y"));
        assertEquals(Category.REMOVED, dead.category());
        ports.allocate("C", "replies", 2, Ports.STANDARD_BYTES);
        client.close();
        client = receiver("C", "replies");
        assertEquals(MailboxOutcome.DONE, request("z"));
        assertEquals(MailboxOutcome.DONE, request("fast"));
    }

    @Test
    void morePortsThanLanesCanMakeCalls() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i <= SpaceLayout.LANES; i++) {
                String port = "replies" + i;
                if (round == 0) {
                    ports.allocate("C", port, 2, Ports.STANDARD_BYTES);
                }
                PortSender sender = ports.sender("C", "calls", Deadline.NOW);
                Carry right = new Carry(port, Right.SEND_ONCE, false);
                for (String text : List.of("x", "y")) {
                    assertEquals(MailboxOutcome.DONE, send(sender, text, List.of(right)));
                    assertEquals(text, take(server));
                    PortSender out = ports.sender("S", port, Deadline.NOW);
                    assertEquals(MailboxOutcome.DONE, send(out, text, List.of()));
                }
            }
        }
        assertEquals(List.of(), rights());
        assertNotNull(ports.list());
    }
}
