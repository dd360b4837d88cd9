package ipckit.mq.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.HomeDirectory;
import ipckit.common.testkit.Scratch;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * For each step of the port space's protocol, kills a process that reaches the step. The long form
 * of the test also kills a process when it reaches the step for the second time, the third time,
 * and so on. Afterwards each right must exist exactly once, and each message must be delivered.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
final class PortSpaceDeathIT {
    private static final int KILLED = 137;

    /** The test lets a process reach a step at most this many times before it kills the process. */
    private static final int MOST_TIMES = Torture.LONG ? Integer.MAX_VALUE : 1;

    /**
     * Creates a port space with the tasks, ports and rights that the operations of {@link
     * PortActor} need.
     */
    private static PortSpace prepared(Path home) {
        PortSpace space = new PortSpaces(HomeDirectory.at(home)).openOrCreate();
        Ports ports = space.ports();
        space.tasks().create("A");
        space.tasks().create("B");
        ports.allocate("A", "inbox", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.allocate("A", "other", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.allocate("B", "post", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.insert("B", "post", Right.SEND, "A", "post");
        ports.insert("A", "inbox", Right.SEND, "B", "inbox");
        ports.insert("A", "other", Right.SEND_ONCE, "B", "once");
        ports.allocate("B", "narrow", 1, Ports.STANDARD_BYTES);
        ports.insert("B", "narrow", Right.SEND, "A", "narrow");
        MailboxOutcome _ =
                ports.sender("A", "narrow", Deadline.NEVER)
                        .send(
                                0,
                                MessageMetadata.of("A"),
                                "first".getBytes(StandardCharsets.UTF_8),
                                List.of(),
                                Deadline.NEVER);
        ports.notify("B", "inbox", PortEvent.DEAD_NAME);
        ports.notify("A", "other", PortEvent.NO_SENDERS);
        return space;
    }

    /**
     * Runs an operation in a new process. The process is killed when it reaches {@code step} for
     * the nth time, where n is {@code time}. Returns true if the process was killed. Returns false
     * if the process has reached the step less often and has completed the operation.
     */
    private static boolean dies(Path home, String operation, SpaceStep step, int time)
            throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PortActor.class.getName(),
                        home.toString(),
                        operation);
        builder.environment().put("IPCKIT_CRASH_AT", step.name() + ":" + time);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process hangs");
        } finally {
            process.destroyForcibly();
        }
        int code = process.exitValue();
        assertTrue(code == 0 || code == KILLED, "exit code " + code);
        return code == KILLED;
    }

    /** Checks the port space after the process that performed an operation was killed. */
    private interface Check {
        void run(PortSpace space) throws Exception;
    }

    private static void everyDeath(String operation, SpaceStep step, Check check) throws Exception {
        boolean died = true;
        for (int time = 1; died && time <= MOST_TIMES; time++) {
            try (Scratch scratch = new Scratch()) {
                Path home = scratch.newDirectory();
                try (PortSpace space = prepared(home)) {
                    died = dies(home, operation, step, time);
                    check.run(space);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ1", "PJ2", "PJ3", "PX2", "PX3"})
    void aMovedRightIsEitherWithItsTaskOrInTheMessage(SpaceStep step) throws Exception {
        everyDeath(
                "send",
                step,
                space -> {
                    Received message = receive(space, "B", "post");
                    Ports.Held kept = right(space, "A", "inbox");
                    if (message == null) {
                        assertTrue(kept.receive());
                        assertEquals(null, right(space, "B", "other"));
                    } else {
                        assertEquals("take over", message.text());
                        assertTrue(!kept.receive());
                        assertTrue(right(space, "B", "inbox").receive());
                        assertEquals(1, right(space, "B", "other").sends());
                    }
                    assertEquals(null, receive(space, "B", "post"));
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ1", "PJ2", "PJ3", "PY1", "PY2", "PY3"})
    void acceptedRightsExistOnceAlthoughTheMessageIsDeliveredAgain(SpaceStep step)
            throws Exception {
        boolean died = true;
        for (int time = 1; died && time <= MOST_TIMES; time++) {
            try (Scratch scratch = new Scratch()) {
                Path home = scratch.newDirectory();
                try (PortSpace space = prepared(home)) {
                    assertTrue(!dies(home, "send", SpaceStep.PL1, 1));
                    died = dies(home, "receive", step, time);
                    Received again = receive(space, "B", "post");
                    if (again != null) {
                        assertEquals(
                                List.of(
                                        new AcceptedRight("inbox", Right.RECEIVE, false, false),
                                        new AcceptedRight("other", Right.SEND, false, false)),
                                again.rights());
                    }
                    assertTrue(right(space, "B", "inbox").receive());
                    assertEquals(1, right(space, "B", "other").sends());
                    assertEquals(null, receive(space, "B", "post"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ1", "PJ2", "PJ3", "PN1", "PD1", "PD2"})
    void aDestroyedPortIsNoticedExactlyOnce(SpaceStep step) throws Exception {
        everyDeath(
                "destroy",
                step,
                space -> {
                    Ports.Held inbox = right(space, "A", "inbox");
                    Received notice = receive(space, "B", "notify");
                    if (inbox != null) {
                        assertTrue(inbox.receive());
                        assertEquals(null, notice);
                    } else {
                        assertNotNull(notice);
                        assertEquals("dead-name inbox", notice.text());
                        assertTrue(right(space, "B", "inbox").dead());
                        assertEquals(null, receive(space, "B", "notify"));
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ1", "PJ2", "PJ3", "PN1", "PD1", "PD2"})
    void theRemovalOfATaskIsCompleted(SpaceStep step) throws Exception {
        everyDeath(
                "remove",
                step,
                space -> {
                    boolean exists =
                            space.tasks().list().stream().anyMatch(task -> task.name().equals("A"));
                    if (!exists) {
                        assertEquals("dead-name inbox", receive(space, "B", "notify").text());
                        assertTrue(right(space, "B", "once").dead());
                    }
                    assertEquals(null, receive(space, "B", "notify"));
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ1", "PJ2", "PJ3", "PX2", "PX3"})
    void aSendOnceRightIsUsedExactlyIfItsMessageIsSent(SpaceStep step) throws Exception {
        everyDeath(
                "reply",
                step,
                space -> {
                    Received reply = receive(space, "A", "other");
                    assertEquals(reply == null, right(space, "B", "once") != null);
                    assertEquals(null, receive(space, "A", "other"));
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ2", "PX2", "PX3"})
    void aPendingMessageIsSentCompletelyOrNotAtAll(SpaceStep step) throws Exception {
        everyDeath(
                "pend",
                step,
                space -> {
                    assertEquals(null, receive(space, "A", "notify"));
                    assertEquals("first", receive(space, "B", "narrow").text());
                    Received second = receive(space, "B", "narrow");
                    assertEquals(second == null, right(space, "A", "inbox").receive());
                    Received notice = receive(space, "A", "notify");
                    if (second == null) {
                        assertEquals(null, notice);
                    } else {
                        assertEquals("msg-accepted narrow", notice.text());
                        assertEquals(null, receive(space, "A", "notify"));
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PJ2", "PY3", "PN1"})
    void anAcceptedMessageIsNoticedExactlyOnce(SpaceStep step) throws Exception {
        boolean died = true;
        for (int time = 1; died && time <= MOST_TIMES; time++) {
            try (Scratch scratch = new Scratch()) {
                Path home = scratch.newDirectory();
                try (PortSpace space = prepared(home)) {
                    assertTrue(!dies(home, "pend", SpaceStep.PL1, 1));
                    died = dies(home, "take", step, time);
                    Received first = receive(space, "B", "narrow");
                    if (first != null && first.text().equals("first")) {
                        assertEquals("second", receive(space, "B", "narrow").text());
                    }
                    assertEquals("msg-accepted narrow", receive(space, "A", "notify").text());
                    assertEquals(null, receive(space, "A", "notify"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PC1", "PC2", "PC3", "PC4", "PC5", "PY2", "PY3"})
    void aRightToReplyExistsOnceAlthoughACallIsInterrupted(SpaceStep step) throws Exception {
        everyDeath(
                "call",
                step,
                space -> {
                    Received request = receive(space, "B", "post");
                    List<String> replies = texts(space, "A", "other");
                    boolean isUnanswered = false;
                    if (request != null) {
                        assertEquals(
                                List.of(new AcceptedRight("other", Right.SEND_ONCE, false, false)),
                                request.rights());
                        isUnanswered = !replies.contains("reply to " + request.text());
                    }
                    assertEquals(isUnanswered, right(space, "B", "other") != null);
                    assertEquals("reply to one", replies.getFirst());
                    assertEquals(null, receive(space, "B", "post"));
                    assertEquals(List.of(), space.ports().graph().carried());
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"PL1", "PJ1", "PJ2", "PJ3"})
    void aPortIsAllocatedCompletelyOrNotAtAll(SpaceStep step) throws Exception {
        everyDeath(
                "allocate",
                step,
                space -> {
                    Ports.Held made = right(space, "A", "new");
                    if (made == null) {
                        space.ports()
                                .allocate("A", "new", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
                        made = right(space, "A", "new");
                    }
                    assertTrue(made.receive());
                    assertEquals(1, made.sends());
                });
    }

    private record Received(String text, List<AcceptedRight> rights) {}

    private static Received receive(PortSpace space, String task, String port) {
        try (PortReceiver receiver =
                space.ports().receiver(task, port, Deadline.NEVER, () -> false)) {
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

    private static List<String> texts(PortSpace space, String task, String port) {
        List<String> texts = new ArrayList<>();
        for (Received next = receive(space, task, port);
                next != null;
                next = receive(space, task, port)) {
            texts.add(next.text());
        }
        return texts;
    }

    private static Ports.Held right(PortSpace space, String task, String name) {
        return space.ports().rights(task).stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
