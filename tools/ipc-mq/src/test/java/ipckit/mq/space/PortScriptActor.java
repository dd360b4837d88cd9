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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A test process that performs operations. The process reads one operation from each line of stdin,
 * and answers with one line. {@link MachSpecification} describes the operations. An operation that
 * sends or receives can begin with the word {@code keeping}. The process then keeps the {@link
 * PortSender} or {@link PortReceiver} open for later operations. The line {@code state} asks for
 * the state of all tasks. In the answer, a semicolon ends each line of the state.
 */
final class PortScriptActor {
    /**
     * The prefix of an operation that keeps its {@link PortSender} or {@link PortReceiver} open for
     * later operations.
     */
    static final String KEEPING = "keeping ";

    private static final int MOST = 1000;

    private final PortSpace space;
    private final Ports ports;

    /** The open senders and receivers; the key is the task and the name of the port. */
    private final Map<String, PortSender> senders = new HashMap<>();

    private final Map<String, PortReceiver> receivers = new HashMap<>();

    private PortScriptActor(PortSpace space) {
        this.space = space;
        this.ports = space.ports();
    }

    /**
     * Performs operations until the end of the input.
     *
     * @param arguments one argument: the path of the home, which is the directory of all IPC
     *     objects
     */
    public static void main(String[] arguments) throws IOException {
        HomeDirectory home = HomeDirectory.at(Path.of(arguments[0]));
        try (PortSpace space = new PortSpaces(home).openOrCreate();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            PortScriptActor actor = new PortScriptActor(space);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(actor.performAny(line));
                System.out.flush();
            }
        }
    }

    private String performAny(String line) {
        return line.startsWith(KEEPING)
                ? performKeeping(line.substring(KEEPING.length()).split(" "))
                : perform(line.split(" "));
    }

    /**
     * Sends or receives a message with an open sender or receiver. Opens a new one if no earlier
     * operation has left one open. With an open sender or receiver, an operation may need only the
     * lock of a lane, instead of the lock of the whole port space. A lane is a part of the space
     * with a lock of its own.
     *
     * <p>If the operation fails, repeats it with a new sender or receiver, because the task may
     * meanwhile have another port under the same name.
     */
    private String performKeeping(String[] words) {
        String key = words[1] + " " + words[2];
        try {
            return words[0].equals("send")
                    ? send(words, senders.computeIfAbsent(key, _ -> sender(words)))
                    : receive(receivers.computeIfAbsent(key, _ -> receiver(words[1], words[2])));
        } catch (IpcException e) {
            senders.remove(key);
            PortReceiver receiver = receivers.remove(key);
            if (receiver != null) {
                receiver.close();
            }
            return perform(words);
        }
    }

    private PortSender sender(String[] words) {
        return ports.sender(words[1], words[2], Deadline.NEVER);
    }

    private PortReceiver receiver(String task, String name) {
        return ports.receiver(task, name, Deadline.NEVER, () -> false);
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
                    return send(words, sender(words));
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

    private static String send(String[] words, PortSender sender) {
        List<Carry> carried = new ArrayList<>();
        for (int i = 4; i < words.length; i += 2) {
            int hyphen = words[i].indexOf('-');
            carried.add(
                    new Carry(
                            words[i + 1],
                            Right.valueOf(words[i].substring(hyphen + 1)),
                            words[i].startsWith("move")));
        }
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
        try (PortReceiver receiver = receiver(task, name)) {
            return receive(receiver);
        }
    }

    private static String receive(PortReceiver receiver) {
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
