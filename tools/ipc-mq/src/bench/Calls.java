import ipckit.common.Deadline;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.ReceiverPolicy;
import ipckit.common.mailbox.Sender;
import ipckit.common.naming.HomeDirectory;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.space.ReplyPort;
import ipckit.mq.space.Right;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures round trips between two JVMs, in three ways. In the first way, the messages pass through
 * two mailboxes. In the second way, they pass through two ports. A port is a mailbox that only a
 * task with a right can use, as in Mach. Each task keeps its right to send to the port of the other
 * task. In the third way, each request carries a send-once right, which is a right to send one
 * message. The server uses this right up by its reply. The time that the JVMs need to start is not
 * measured.
 *
 * <pre>
 * java -cp common.jar:ipc-mq.jar Calls.java serve DIRECTORY
 * java -cp common.jar:ipc-mq.jar Calls.java ask DIRECTORY SECONDS
 * </pre>
 *
 * Each message has 64 bytes. The asking process measures the ways in turn, for SECONDS each, in
 * several rounds. It prints a line with tab-separated fields for each way: {@code mailbox}, {@code
 * port} or {@code rpc}, and the median of all round trips in nanoseconds.
 */
final class Calls {
    private static final int SIZE = 64;
    private static final int ROUNDS = 8;
    private static final int WARM_UPS = 3;
    private static final int MOST_TRIPS = 1 << 20;

    private final Path directory;
    private final PortSpace space;

    private Calls(Path directory) {
        this.directory = directory;
        this.space = new PortSpaces(HomeDirectory.at(directory.resolve("home"))).openOrCreate();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[1]);
        if (args[0].equals("serve")) {
            while (!Files.exists(directory.resolve("made"))) {
                Thread.sleep(1);
            }
            serve(directory);
        } else {
            Files.createDirectories(directory.resolve("home"));
            new Calls(directory).ask(Double.parseDouble(args[2]));
        }
    }

    private interface Work {
        void run(Calls calls);
    }

    /** Replies to requests in all three ways, until the process is ended. */
    private static void serve(Path directory) {
        for (Work work : List.<Work>of(Calls::serveMailbox, Calls::servePort, Calls::serveCalls)) {
            new Thread(() -> work.run(new Calls(directory))).start();
        }
    }

    private void serveMailbox() {
        try (Receiver in = receiver("there");
                Sender out = sender("back")) {
            OutgoingMessage reply = OutgoingMessage.of(0, MessageMetadata.NONE, new byte[SIZE]);
            for (; ; ) {
                check(in.receive(1, 0, Deadline.NEVER));
                in.acknowledge(1);
                check(out.send(reply, Deadline.NEVER));
            }
        }
    }

    private void servePort() {
        PortSender out = space.ports().sender("server", "back", Deadline.NEVER);
        try (PortReceiver in = portReceiver("server", "there")) {
            for (; ; ) {
                check(in.receive(Deadline.NEVER));
                in.acknowledge();
                check(out.send(0, MessageMetadata.NONE, new byte[SIZE], List.of(), Deadline.NEVER));
            }
        }
    }

    private void serveCalls() {
        try (PortReceiver in = portReceiver("server", "calls")) {
            for (; ; ) {
                check(in.receive(Deadline.NEVER));
                AcceptedRight right = in.rights().getFirst();
                PortSender out = space.ports().sender("server", right.name(), Deadline.NEVER);
                check(out.send(0, MessageMetadata.NONE, new byte[SIZE], List.of(), Deadline.NEVER));
                in.acknowledge();
            }
        }
    }

    private void make() throws IOException {
        for (String name : List.of("there", "back")) {
            Path box = directory.resolve(name);
            Files.createDirectory(box);
            Mailbox.create(box, new MailboxSpec(8, SIZE, false, ReceiverPolicy.ANY, false, null));
        }
        Ports ports = space.ports();
        space.tasks().create("client");
        space.tasks().create("server");
        for (String name : List.of("there", "calls")) {
            ports.allocate("server", name, Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
            ports.insert("server", name, Right.SEND, "client", name);
        }
        ports.allocate("client", "back", Ports.STANDARD_LIMIT, Ports.STANDARD_BYTES);
        ports.insert("client", "back", Right.SEND, "server", "back");
        Files.createFile(directory.resolve("made"));
    }

    private void ask(double seconds) throws IOException {
        make();
        PortSender there = space.ports().sender("client", "there", Deadline.NEVER);
        PortSender calls = space.ports().sender("client", "calls", Deadline.NEVER);
        byte[] body = new byte[SIZE];
        OutgoingMessage request = OutgoingMessage.of(0, MessageMetadata.NONE, body);
        try (Receiver in = receiver("back");
                Sender out = sender("there");
                PortReceiver back = portReceiver("client", "back");
                ReplyPort replies = space.ports().replyPort("client");
                PortReceiver replied = replies.receiver(Deadline.NEVER, () -> false)) {
            Trips mailbox =
                    new Trips(
                            "mailbox",
                            () -> {
                                check(out.send(request, Deadline.NEVER));
                                check(in.receive(1, 0, Deadline.NEVER));
                                in.acknowledge(1);
                            });
            Trips port =
                    new Trips(
                            "port",
                            () -> {
                                check(send(there, body, List.of()));
                                check(back.receive(Deadline.NEVER));
                                back.acknowledge();
                            });
            Trips rpc =
                    new Trips(
                            "rpc",
                            () -> {
                                check(send(calls, body, List.of(replies.right())));
                                check(replied.receive(Deadline.NEVER));
                                replied.acknowledge();
                            });
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Trips trips : List.of(mailbox, port, rpc)) {
                    trips.measure(seconds, round >= 0);
                }
            }
            for (Trips trips : List.of(mailbox, port, rpc)) {
                System.out.println(trips.name + "\t" + trips.median());
            }
        }
    }

    private static MailboxOutcome send(PortSender sender, byte[] body, List<Carry> rights) {
        return sender.send(0, MessageMetadata.NONE, body, rights, Deadline.NEVER);
    }

    /** The round trips in one of the three ways that {@link Calls} measures. */
    private static final class Trips {
        private final String name;
        private final Runnable trip;
        private final long[] nanos = new long[MOST_TRIPS];
        private int count;

        Trips(String name, Runnable trip) {
            this.name = name;
            this.trip = trip;
        }

        void measure(double seconds, boolean isCounted) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            for (long now = System.nanoTime(); now < end; ) {
                trip.run();
                long after = System.nanoTime();
                if (isCounted && count < nanos.length) {
                    nanos[count++] = after - now;
                }
                now = after;
            }
        }

        long median() {
            Arrays.sort(nanos, 0, count);
            return nanos[count / 2];
        }
    }

    private Receiver receiver(String name) {
        return Mailbox.open(directory.resolve(name)).receiver(Deadline.NEVER, () -> false);
    }

    private Sender sender(String name) {
        return Mailbox.open(directory.resolve(name)).sender(Deadline.NEVER);
    }

    private PortReceiver portReceiver(String task, String name) {
        return space.ports().receiver(task, name, Deadline.NEVER, () -> false);
    }

    private static void check(MailboxOutcome outcome) {
        if (outcome != MailboxOutcome.DONE) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
