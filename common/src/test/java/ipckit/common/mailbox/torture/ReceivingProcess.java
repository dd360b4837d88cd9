package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * A process that receives several messages at a time without leases. It acknowledges all or some of
 * them at once or with the next reception, and gives others back. It ends when all messages have
 * been sent and no message is left.
 */
final class ReceivingProcess {
    private static final int[] MOST = {1, 1, 2, 7, 100};
    private static final long PATIENCE_NANOS = 200_000_000;

    private ReceivingProcess() {}

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        long came = System.nanoTime();
        try (Receiver receiver = us.box.receiver(Deadline.NEVER, () -> false)) {
            us.board.attached(us.number, came);
            ReceivingProcess.run(us, receiver);
        }
    }

    private static void run(TortureProcess us, Receiver receiver) {
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

    /**
     * Settles the claimed messages; returns whether they are acknowledged only with the next
     * reception.
     */
    private static boolean settle(TortureProcess us, Receiver receiver, Message[] held) {
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
            throw new IllegalStateException("a claim without a lease was taken away");
        }
        for (int i = 0; i < done; i++) {
            note(us, Kind.DONE, held[i]);
        }
        return false;
    }

    private static void note(TortureProcess us, Kind kind, Message message) {
        us.notes.note(kind, message.priority(), message.times(), us.read(message));
    }
}
