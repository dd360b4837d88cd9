package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * A process that receives several messages at a time without leases. It acknowledges most messages,
 * either at once or when it receives the next messages, and gives some back. It ends when the test
 * has told the processes to stop and no message is left.
 */
final class ReceivingProcess {
    private static final int[] MOST = {1, 1, 2, 7, 100};

    private final TortureProcess us;
    private final Receiver receiver;

    /** The messages that the next call of {@code receive} will acknowledge. */
    private Message[] soon = {};

    private ReceivingProcess(TortureProcess us, Receiver receiver) {
        this.us = us;
        this.receiver = receiver;
    }

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        try (Receiver receiver = us.box.receiver(Deadline.NEVER, () -> false)) {
            us.attached();
            ReceivingProcess receiving = new ReceivingProcess(us, receiver);
            us.receiveAll(receiving::receive, receiving::settle);
        }
    }

    private MailboxOutcome receive(Deadline deadline) {
        MailboxOutcome outcome =
                receiver.receive(MOST[us.random.nextInt(MOST.length)], 0, deadline);
        for (Message message : soon) {
            us.note(Kind.DONE, message);
        }
        soon = new Message[0];
        return outcome;
    }

    private void settle() {
        Message[] held = new Message[receiver.count()];
        for (int i = 0; i < held.length; i++) {
            held[i] = receiver.message(i);
            us.note(Kind.RECEIVED, held[i]);
        }
        us.board.atWork(us.number);
        settle(held);
        us.board.freed(System.nanoTime());
    }

    private void settle(Message[] held) {
        int choice = us.random.nextInt(100);
        if (choice >= 95) {
            LockSupport.parkNanos(us.random.nextInt(3_000_000));
        }
        if (choice < 40) {
            receiver.acknowledgeSoon();
            soon = held;
            return;
        }
        if (choice < 45 && !us.board.isStopped()) {
            for (Message message : held) {
                us.note(Kind.RETURNED, message);
            }
            receiver.giveBackLater(1 + us.random.nextInt(20));
            return;
        }
        int done = choice < 90 ? held.length : us.random.nextInt(held.length + 1);
        for (int i = done; i < held.length; i++) {
            us.note(Kind.RETURNED, held[i]);
        }
        if (!receiver.acknowledge(done)) {
            throw new IllegalStateException("a claim without a lease was taken away");
        }
        for (int i = 0; i < done; i++) {
            us.note(Kind.DONE, held[i]);
        }
    }
}
