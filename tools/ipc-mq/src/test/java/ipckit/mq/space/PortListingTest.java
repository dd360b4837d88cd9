package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Leftover;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * Tests the lists of ports and rights that verbs print, the names of received rights, and the
 * search for mailboxes that an unfinished creation of a port has left.
 */
final class PortListingTest {
    private static final long UNUSED_NUMBER = 999;

    private final Scratch scratch = new Scratch();
    private PortSpaces spaces;
    private PortSpace space;
    private Ports ports;

    @BeforeEach
    void open() {
        spaces = new PortSpaces(HomeDirectory.at(scratch.newDirectory()));
        assertTrue(spaces.read(_ -> false, true));
        space = spaces.openOrCreate();
        ports = space.ports();
        space.tasks().create("A");
        space.tasks().create("B");
        ports.allocate("A", "inbox", 2, Ports.STANDARD_BYTES);
    }

    @AfterEach
    void close() {
        space.close();
        scratch.close();
    }

    private void send(String task, String port, Carry... carried) {
        MailboxOutcome outcome =
                ports.sender(task, port, Deadline.NOW)
                        .send(
                                0,
                                MessageMetadata.of(task),
                                new byte[1],
                                List.of(carried),
                                Deadline.NOW);
        assertEquals(MailboxOutcome.DONE, outcome);
    }

    private Ports.Status port(String owner, String name) {
        return ports.list().stream()
                .filter(port -> port.owner().equals(owner) && port.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theListOfPortsShowsReceiversMessagesAndSenders() {
        ports.insert("A", "inbox", Right.SEND, "B", "inbox");
        send("B", "inbox");
        Ports.Status inbox = port("A", "inbox");
        assertEquals(2, inbox.limit());
        assertEquals(1, inbox.messages());
        assertEquals(2, inbox.senders());
    }

    @Test
    void aPortInAMessageHasNoOwner() {
        ports.allocate("A", "given", 1, Ports.STANDARD_BYTES);
        long number = port("A", "given").port();
        send("A", "inbox", new Carry("given", Right.RECEIVE, true));
        assertTrue(
                ports.list().stream()
                        .anyMatch(port -> port.port() == number && port.owner().isEmpty()));
    }

    @Test
    void theListOfAllRightsIsSortedByTask() {
        assertEquals(
                List.of("A inbox", "A kernel", "A notify", "B kernel", "B notify"),
                ports.rights().stream().map(held -> held.task() + " " + held.name()).toList());
    }

    @Test
    void aRequiredTaskMustExist() {
        space.tasks().require("A");
        IpcException e = assertThrows(IpcException.class, () -> space.tasks().require("absent"));
        assertEquals(Category.ABSENT, e.category());
    }

    @Test
    void theReceiverChoosesTheNameOfRights() {
        ports.allocate("B", "post", 2, Ports.STANDARD_BYTES);
        ports.insert("B", "post", Right.SEND, "A", "post");
        send("A", "post", new Carry("inbox", Right.SEND, false));
        try (PortReceiver receiver = ports.receiver("B", "post", Deadline.NOW, () -> false)) {
            receiver.wantName("notify");
            assertEquals(MailboxOutcome.DONE, receiver.receive(Deadline.NOW));
            assertEquals("notify.2", receiver.rights().getFirst().name());
            receiver.acknowledge();
        }
    }

    @Test
    void aWaitEndsWhenThePortIsDestroyed() {
        IpcException e =
                assertThrows(
                        IpcException.class,
                        () -> {
                            try (PortReceiver receiver =
                                    ports.receiver(
                                            "A",
                                            "inbox",
                                            Deadline.NEVER,
                                            () -> {
                                                destroyOnce();
                                                return false;
                                            })) {
                                receiver.receive(Deadline.NEVER);
                            }
                        });
        assertEquals(Category.REMOVED, e.category());
    }

    private void destroyOnce() {
        if (ports.rights("A").stream().anyMatch(held -> held.name().equals("inbox"))) {
            ports.destroy("A", "inbox");
        }
    }

    @Test
    void aMailboxWithoutAPortIsAnUnfinishedCreation() {
        space.mailboxes.create(UNUSED_NUMBER, 1, 1);
        List<Leftover> found = spaces.collectLeftovers(true);
        assertEquals(List.of("port " + UNUSED_NUMBER), found.stream().map(Leftover::name).toList());
        assertEquals(1, spaces.collectLeftovers(false).size());
        assertEquals(List.of(), spaces.collectLeftovers(true));
        assertEquals(5, ports.list().size());
    }
}
