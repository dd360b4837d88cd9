import ipckit.common.Deadline;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.MessageTiming;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.ReceiverPolicy;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.RunFormat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures the transfer of messages through a mailbox between two JVMs. The time that the JVMs need
 * to start is not measured. The messages are copied into the mailbox and out of it, and their
 * sequence numbers are checked.
 *
 * <pre>
 * java -cp common.jar:ipc-mq.jar Trips.java recv DIRECTORY
 * java -cp common.jar:ipc-mq.jar Trips.java send DIRECTORY SIZE CAPACITY SECONDS
 * </pre>
 *
 * The sender creates a mailbox of CAPACITY messages, and a second mailbox for the replies. Each
 * message has SIZE bytes, and each of the three measurements takes SECONDS. The receiver waits
 * until both mailboxes exist, and ends when the sender has finished its measurements. The sender
 * prints three lines with tab-separated fields:
 *
 * <ul>
 *   <li>{@code single}, and the messages per second when each call sends one message
 *   <li>{@code run}, and the messages per second when each call sends 256 messages
 *   <li>{@code trip}, and the median and the 99th percentile of a round trip in nanoseconds
 * </ul>
 */
final class Trips {
    private static final long LAST = -1;
    private static final int IN_RUN = 256;
    private static final int MOST_TRIPS = 1 << 20;
    private static final int WARM_UPS = 6;
    private static final double WARM_UP_SECONDS = 0.25;
    private static final ValueLayout.OfLong SEQUENCE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Trips() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[1]);
        if (args[0].equals("recv")) {
            while (!Files.exists(directory.resolve("made"))) {
                Thread.sleep(1);
            }
            answer(directory);
        } else {
            int size = Integer.parseInt(args[2]);
            make(directory.resolve("there"), Integer.parseInt(args[3]), size);
            make(directory.resolve("back"), 8, size);
            Files.createFile(directory.resolve("made"));
            ask(directory, size, Double.parseDouble(args[4]));
        }
    }

    private static void make(Path box, int capacity, int size) throws IOException {
        Files.createDirectory(box);
        Mailbox.create(
                box, new MailboxSpec(capacity, size, false, ReceiverPolicy.ANY, false, null));
    }

    /**
     * Receives messages until the sender ends. Replies to the last message of each stream, and to
     * every message with which the sender measures a round trip. A stream is the sequence of
     * messages with which the sender measures the throughput once.
     */
    private static void answer(Path directory) {
        try (Receiver in = receiver(directory, "there");
                Sender out = sender(directory, "back")) {
            byte[] bytes = new byte[64 << 10];
            MemorySegment memory = MemorySegment.ofArray(bytes);
            for (long expected = 0; ; ) {
                check(in.receive(1024, 0, Deadline.NEVER));
                for (int i = 0; i < in.count(); i++) {
                    int length = in.bodyLength(i);
                    MemorySegment.copy(in.memory(i), in.bodyAt(i), memory, 0, length);
                    long sequence = memory.get(SEQUENCE, 0);
                    if (sequence == LAST) {
                        memory.set(SEQUENCE, 0, expected);
                        expected = 0;
                        check(out.send(draft(memory, length), Deadline.NEVER));
                    } else if (isRoundTrip(sequence)) {
                        check(out.send(draft(memory, length), Deadline.NEVER));
                    } else if (sequence != expected++) {
                        throw new IllegalStateException(sequence + " came, not " + (expected - 1));
                    }
                    if (sequence == Long.MIN_VALUE) {
                        return;
                    }
                }
                in.acknowledgeSoon();
            }
        }
    }

    private static boolean isRoundTrip(long sequence) {
        return sequence < LAST;
    }

    private static void ask(Path directory, int size, double seconds) {
        try (Sender out = sender(directory, "there");
                Receiver in = receiver(directory, "back")) {
            Asker asker = new Asker(out, in, size);
            for (int i = 0; i < WARM_UPS; i++) {
                asker.stream(1, WARM_UP_SECONDS);
                asker.stream(IN_RUN, WARM_UP_SECONDS);
                asker.trips(WARM_UP_SECONDS);
            }
            System.out.printf("single\t%.0f%n", asker.stream(1, seconds));
            System.out.printf("run\t%.0f%n", asker.stream(IN_RUN, seconds));
            long[] trips = asker.trips(seconds);
            System.out.printf(
                    "trip\t%d\t%d%n", trips[trips.length / 2], trips[trips.length * 99 / 100]);
            asker.trip(Long.MIN_VALUE);
        }
    }

    /** Sends messages and measures how long their transfer takes. */
    private static final class Asker {
        private final Sender out;
        private final Receiver in;
        private final int size;
        private final MemorySegment one;
        private final MemorySegment run;
        private final byte[] none = MessageMetadata.NONE.bytes();

        Asker(Sender out, Receiver in, int size) {
            this.out = out;
            this.in = in;
            this.size = size;
            one = MemorySegment.ofArray(new byte[size]);
            run = MemorySegment.ofArray(new byte[IN_RUN * (size + Integer.BYTES)]);
        }

        /**
         * Sends a stream of messages and returns the messages per second. The measured time ends
         * when the receiver replies to the last message.
         */
        double stream(int atOnce, double seconds) {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            long sent = 0;
            do {
                for (int i = 0; i < 8; i++) {
                    if (atOnce == 1) {
                        one.set(SEQUENCE, 0, sent++);
                        check(out.send(draft(one, size), Deadline.NEVER));
                    } else {
                        sent = send(sent);
                    }
                }
            } while (System.nanoTime() < end);
            long got = trip(LAST);
            if (got != sent) {
                throw new IllegalStateException(got + " came, and " + sent + " were sent");
            }
            return sent / ((System.nanoTime() - start) / 1e9);
        }

        private long send(long first) {
            int frame = size + Integer.BYTES;
            for (int i = 0; i < IN_RUN; i++) {
                run.set(
                        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN),
                        (long) i * frame,
                        size);
                run.set(SEQUENCE, (long) i * frame + Integer.BYTES, first + i);
            }
            check(
                    out.sendRun(
                            RunFormat.FRAMES,
                            run,
                            0,
                            (long) IN_RUN * frame,
                            0,
                            none,
                            MessageTiming.NONE,
                            () -> Deadline.NEVER));
            return first + IN_RUN;
        }

        long[] trips(double seconds) {
            long[] trips = new long[MOST_TRIPS];
            int count = 0;
            long end = System.nanoTime() + (long) (seconds * 1e9);
            for (long before = System.nanoTime(); before < end && count < MOST_TRIPS; ) {
                trip(-2 - count);
                long after = System.nanoTime();
                trips[count++] = after - before;
                before = after;
            }
            long[] sorted = Arrays.copyOfRange(trips, count / 10, count);
            Arrays.sort(sorted);
            return sorted;
        }

        long trip(long sequence) {
            one.set(SEQUENCE, 0, sequence);
            check(out.send(draft(one, size), Deadline.NEVER));
            check(in.receive(1, 0, Deadline.NEVER));
            MemorySegment.copy(in.memory(0), in.bodyAt(0), one, 0, in.bodyLength(0));
            in.acknowledgeSoon();
            return one.get(SEQUENCE, 0);
        }
    }

    private static Receiver receiver(Path directory, String box) {
        return Mailbox.open(directory.resolve(box)).receiver(Deadline.NOW, () -> false);
    }

    private static Sender sender(Path directory, String box) {
        return Mailbox.open(directory.resolve(box)).sender(Deadline.NOW);
    }

    private static OutgoingMessage draft(MemorySegment bytes, long length) {
        return new OutgoingMessage(0, MessageMetadata.NONE.bytes(), bytes, 0, length);
    }

    private static void check(MailboxOutcome outcome) {
        if (outcome != MailboxOutcome.DONE) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
