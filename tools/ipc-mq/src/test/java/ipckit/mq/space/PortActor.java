package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.HomeDirectory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that does one operation in a port space, so that a test can kill it at any step. */
final class PortActor {
    private PortActor() {}

    /**
     * Does one operation in a port space.
     *
     * @param arguments first the path of the home, which is the directory of all IPC objects, then
     *     the name of the operation
     */
    public static void main(String[] arguments) {
        HomeDirectory home = HomeDirectory.at(Path.of(arguments[0]));
        try (PortSpace space = new PortSpaces(home).openOrCreate()) {
            Ports ports = space.ports();
            switch (arguments[1]) {
                case "send" -> send(ports);
                case "receive" -> receive(ports, "post");
                case "allocate" ->
                        ports.allocate("A", "new", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
                case "destroy" -> ports.destroy("A", "inbox");
                case "remove" -> space.tasks().remove("A");
                case "reply" -> reply(ports);
                case "pend" -> pend(ports);
                case "call" -> call(ports);
                case "take" -> receive(ports, "narrow");
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }
    }

    private static void send(Ports ports) {
        MailboxOutcome _ =
                ports.sender("A", "post", Deadline.NEVER)
                        .send(
                                0,
                                MessageMetadata.of("A"),
                                "take over".getBytes(StandardCharsets.UTF_8),
                                List.of(
                                        new Carry("inbox", Right.RECEIVE, true),
                                        new Carry("other", Right.SEND, false)),
                                Deadline.NEVER);
    }

    private static void reply(Ports ports) {
        MailboxOutcome _ =
                ports.sender("B", "once", Deadline.NEVER)
                        .send(
                                0,
                                MessageMetadata.of("B"),
                                "reply".getBytes(StandardCharsets.UTF_8),
                                List.of(),
                                Deadline.NEVER);
    }

    /**
     * Sends two requests, and replies to both. The first one needs the lock of the whole port
     * space, and the second one only the lock of a lane, a part of the space.
     */
    private static void call(Ports ports) {
        PortSender sender = ports.sender("A", "post", Deadline.NEVER);
        try (PortReceiver receiver = ports.receiver("B", "post", Deadline.NEVER, () -> false)) {
            for (String text : List.of("one", "two")) {
                send(sender, text, List.of(new Carry("other", Right.SEND_ONCE, false)));
                MailboxOutcome _ = receiver.receive(Deadline.NOW);
                String right = receiver.rights().getFirst().name();
                send(ports.sender("B", right, Deadline.NEVER), "reply to " + text, List.of());
                receiver.acknowledge();
            }
        }
    }

    private static void send(PortSender sender, String text, List<Carry> carried) {
        MailboxOutcome _ =
                sender.send(
                        0,
                        MessageMetadata.NONE,
                        text.getBytes(StandardCharsets.UTF_8),
                        carried,
                        Deadline.NEVER);
    }

    private static void pend(Ports ports) {
        MailboxOutcome _ =
                ports.sender("A", "narrow", Deadline.NEVER)
                        .sendOrPend(
                                "",
                                MessageMetadata.of("A"),
                                "second".getBytes(StandardCharsets.UTF_8),
                                List.of(new Carry("inbox", Right.RECEIVE, true)));
    }

    private static void receive(Ports ports, String port) {
        try (PortReceiver receiver = ports.receiver("B", port, Deadline.NEVER, () -> false)) {
            if (receiver.receive(Deadline.NOW) == MailboxOutcome.DONE) {
                receiver.acknowledge();
            }
        }
    }
}
