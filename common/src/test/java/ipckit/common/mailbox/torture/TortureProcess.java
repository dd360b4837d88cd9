package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.torture.MessageNotes.Kind;
import ipckit.common.testkit.Board;
import ipckit.common.testkit.Item;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * The state and the methods that all processes of a torture test share. Such a test kills processes
 * at random while they use a mailbox. The arguments of a process are the directory of the mailbox,
 * the file of the {@link Board}, the number of the process, the seed of its random choices, and the
 * file for its {@link MessageNotes}.
 */
final class TortureProcess {
    private static final long PATIENCE_NANOS = 200_000_000;

    final Mailbox box;
    final Board board;
    final int number;
    final Random random;
    final MessageNotes notes;
    private final Item item;
    private final long started;

    TortureProcess(String[] args) {
        box = Mailbox.open(Path.of(args[0]));
        board = Board.open(Path.of(args[1]));
        number = Integer.parseInt(args[2]);
        random = new Random(Long.parseLong(args[3]));
        notes = new MessageNotes(Path.of(args[4]));
        item = new Item(MailboxTortureMode.LONGEST, random);
        started = System.nanoTime();
    }

    /** Reports that this process is attached. */
    void attached() {
        board.attached(number, started);
    }

    /**
     * Receives messages until the test tells the processes to stop and no message is left.
     *
     * @param receive a function that waits for messages until the given deadline, and receives them
     * @param settle an action that runs each time after messages were received
     */
    void receiveAll(Function<Deadline, MailboxOutcome> receive, Runnable settle) {
        for (; ; ) {
            boolean last = board.isStopped();
            MailboxOutcome outcome = receive.apply(Deadline.afterNanos(PATIENCE_NANOS));
            if (outcome == MailboxOutcome.DONE) {
                settle.run();
            } else if (outcome != MailboxOutcome.TIMED_OUT) {
                throw new IllegalStateException("receive: " + outcome);
            } else if (last) {
                return;
            }
        }
    }

    void note(Kind kind, Message message) {
        notes.note(kind, message.priority(), message.times(), read(message));
    }

    void note(Kind kind, int priority, long message) {
        notes.note(kind, priority, 0, MessageNotes.item(number, message));
    }

    /**
     * Returns a random deadline: {@code NOW}, a time from 1 to 20 milliseconds from now, or half a
     * second from now.
     */
    Deadline deadline() {
        return switch (random.nextInt(10)) {
            case 0 -> Deadline.NOW;
            case 1, 2 -> Deadline.afterNanos(1_000_000L * (1 + random.nextInt(20)));
            default -> Deadline.afterNanos(500_000_000);
        };
    }

    /**
     * Returns the body of a message of this process.
     *
     * @param message the number of the message
     */
    byte[] body(long message) {
        int most = random.nextInt(8) == 0 ? MailboxTortureMode.LONGEST - Item.HEADER + 1 : 100;
        int length = Item.HEADER + random.nextInt(most);
        byte[] body = new byte[length];
        item.producer = number;
        item.number = message;
        item.stamp = System.nanoTime();
        item.write(MemorySegment.ofArray(body), 0, length, random.nextInt(1 << 16));
        return body;
    }

    /**
     * Checks the body of a received message. Returns the message's sender (upper 24 bits) and
     * number (lower 40 bits). Fails if the body is not exactly as it was sent.
     */
    long read(Message message) {
        byte[] body = message.body();
        if (body.length <= item.buffer().length) {
            System.arraycopy(body, 0, item.buffer(), 0, body.length);
        }
        if (body.length > item.buffer().length || !item.read(body.length)) {
            throw new IllegalStateException(
                    "torn: " + Arrays.toString(Arrays.copyOf(body, Math.min(body.length, 60))));
        }
        return MessageNotes.item(item.producer, item.number);
    }
}
