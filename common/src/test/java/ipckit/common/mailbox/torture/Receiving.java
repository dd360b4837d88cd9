package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.Notes.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * A process that receives several at a time and has them for as long as it lives: acknowledges them
 * at once or with the next, all or some, and gives others back. Ends when all have been sent and it
 * finds nothing.
 */
final class Receiving {
    private static final int[] MOST = {1, 1, 2, 7, 100};
    private static final long PATIENCE_NANOS = 200_000_000;

    private Receiving() {}

    static void main(String[] args) {
        Worker us = new Worker(args);
        long came = System.nanoTime();
        try (Receiver receiver = us.box.receiver(Deadline.NEVER, () -> false)) {
            us.board.attached(us.number, came);
            Receiving.run(us, receiver);
        }
    }

    private static void run(Worker us, Receiver receiver) {
        Message[] soon = {};
        for (; ; ) {
            boolean last = us.board.isStopped();
            MailboxOutcome outcome =
                    receiver.receive(
                            MOST[us.random.nextInt(MOST.length)],
                            0,
                            Deadline.afterNanos(PATIENCE_NANOS));
            for (Message message : soon) {
                note(us, Kind.DONE, message);
            }
            soon = new Message[0];
            if (outcome == MailboxOutcome.TIMED_OUT) {
                if (last) {
                    return;
                }
                continue;
            }
            if (outcome != MailboxOutcome.DONE) {
                throw new IllegalStateException("receive: " + outcome);
            }
            Message[] held = new Message[receiver.count()];
            for (int i = 0; i < held.length; i++) {
                held[i] = receiver.message(i);
                note(us, Kind.RECEIVED, held[i]);
            }
            us.board.atWork(us.number);
            if (settle(us, receiver, held)) {
                soon = held;
            }
            us.board.freed(System.nanoTime());
        }
    }

    /** Whether they are acknowledged with the next reception only. */
    private static boolean settle(Worker us, Receiver receiver, Message[] held) {
        int choice = us.random.nextInt(100);
        if (choice >= 95) {
            LockSupport.parkNanos(us.random.nextInt(3_000_000)); // work
        }
        if (choice < 40) {
            receiver.acknowledgeSoon();
            return true;
        }
        int done = choice < 90 ? held.length : us.random.nextInt(held.length + 1);
        for (int i = done; i < held.length; i++) {
            note(us, Kind.RETURNED, held[i]);
        }
        if (!receiver.acknowledge(done)) {
            throw new IllegalStateException("what we had for life was taken away");
        }
        for (int i = 0; i < done; i++) {
            note(us, Kind.DONE, held[i]);
        }
        return false;
    }

    private static void note(Worker us, Kind kind, Message message) {
        us.notes.note(kind, message.priority(), message.times(), us.read(message));
    }
}
