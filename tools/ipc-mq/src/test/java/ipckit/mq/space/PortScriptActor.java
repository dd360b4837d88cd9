package ipckit.mq.space;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.common.naming.HomeDirectory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test process that performs operations. It reads them from standard input, one in each line, and
 * answers each operation with one line. {@link MachSpecification} describes the operations. The
 * line {@code state} asks for the state of all tasks. The lines of the state are separated by
 * semicolons in the answer.
 */
final class PortScriptActor {
    private static final int MOST = 1000;

    private final PortSpace space;
    private final Ports ports;

    private PortScriptActor(PortSpace space) {
        this.space = space;
        this.ports = space.ports();
    }

    /**
     * Performs operations until the end of the input.
     *
     * @param arguments one argument, the path of the home
     */
    public static void main(String[] arguments) throws IOException {
        HomeDirectory home = HomeDirectory.at(Path.of(arguments[0]));
        try (PortSpace space = new PortSpaces(home).openOrCreate();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            PortScriptActor actor = new PortScriptActor(space);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(actor.perform(line.split(" ")));
                System.out.flush();
            }
        }
    }

    private String perform(String[] words) {
        try {
            switch (words[0]) {
                case "create" -> space.tasks().create(words[1]);
                case "remove" -> space.tasks().remove(words[1]);
                case "allocate" ->
                        ports.allocate(
                                words[1],
                                words[2],
                                Integer.parseInt(words[3]),
                                Ports.STANDARD_BYTES);
                case "destroy" -> ports.destroy(words[1], words[2]);
                case "insert" -> {
                    return "ok "
                            + ports.insert(
                                    words[1],
                                    words[2],
                                    Right.valueOf(words[3]),
                                    words[4],
                                    words[5]);
                }
                case "copy" -> {
                    return "ok " + ports.copy(words[1], words[2], words[3], words[4]);
                }
                case "move" -> {
                    return "ok "
                            + ports.move(
                                    words[1],
                                    words[2],
                                    Right.valueOf(words[3]),
                                    words[4],
                                    words[5]);
                }
                case "drop" -> ports.drop(words[1], words[2], Right.valueOf(words[3]));
                case "notify" -> ports.notify(words[1], words[2], PortEvent.valueOf(words[3]));
                case "send", "pend" -> {
                    return send(words);
                }
                case "receive" -> {
                    return receive(words[1], words[2]);
                }
                case "state" -> {
                    return state();
                }
                default -> throw new IllegalArgumentException(words[0]);
            }
            return "ok";
        } catch (IpcException e) {
            return e.category().name();
        }
    }

    private String send(String[] words) {
        List<Carry> carried = new ArrayList<>();
        for (int i = 4; i < words.length; i += 2) {
            int hyphen = words[i].indexOf('-');
            carried.add(
                    new Carry(
                            words[i + 1],
                            Right.valueOf(words[i].substring(hyphen + 1)),
                            words[i].startsWith("move")));
        }
        PortSender sender = ports.sender(words[1], words[2], Deadline.NEVER);
        MessageMetadata metadata = MessageMetadata.of(words[1]);
        byte[] body = words[3].getBytes(StandardCharsets.US_ASCII);
        MailboxOutcome outcome =
                words[0].equals("pend")
                        ? sender.sendOrPend("", metadata, body, carried)
                        : sender.send(0, metadata, body, carried, Deadline.NOW);
        return switch (outcome) {
            case DONE -> "ok";
            case PENDING -> "ok pending";
            case TIMED_OUT -> "full";
            default -> outcome.name();
        };
    }

    private String receive(String task, String name) {
        try (PortReceiver receiver = ports.receiver(task, name, Deadline.NEVER, () -> false)) {
            if (receiver.receive(Deadline.NOW) != MailboxOutcome.DONE) {
                return "empty";
            }
            StringBuilder result = new StringBuilder("ok ");
            result.append(new String(receiver.message().body(), StandardCharsets.US_ASCII));
            for (AcceptedRight right : receiver.rights()) {
                result.append(' ').append(right.right()).append(':').append(right.name());
            }
            receiver.acknowledge();
            return result.toString();
        }
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        for (Tasks.Status task : space.tasks().list()) {
            for (Ports.Held held : ports.rights(task.name())) {
                state.append(task.name()).append(' ').append(held.name()).append(' ');
                state.append(held.dead() ? "dead " : "");
                if (held.receive()) {
                    state.append("receive ").append(queued(held.port())).append(' ');
                }
                state.append(held.sendOnce() ? "once " : "").append(held.sends()).append(';');
            }
        }
        return state.append(messages()).append(" messages;").toString();
    }

    private int messages() {
        return space.change(
                change -> {
                    int messages = 0;
                    for (int row : change.all(RowKind.PORT)) {
                        messages += queued(new PortRow(change, row).number());
                    }
                    return messages;
                });
    }

    private int queued(long port) {
        try (ReceiptDesk desk = space.mailboxes.open(port).desk()) {
            return desk.peek(MOST).size();
        }
    }
}
