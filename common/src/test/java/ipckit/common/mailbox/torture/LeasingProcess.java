package ipckit.common.mailbox.torture;

import ipckit.common.Deadline;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.torture.MessageNotes.Kind;

import java.util.concurrent.locks.LockSupport;

/**
 * A process that receives messages with short leases. It calls {@link Receiver#leave} for each
 * message. The message then stays claimed until its lease ends, or until a process uses the receipt
 * of the delivery to acknowledge the message or to give it back. In most cases, this process uses
 * the receipt, before or after the end of the lease. In the other cases, no process uses it.
 */
final class LeasingProcess {
    private LeasingProcess() {}

    static void main(String[] args) {
        TortureProcess us = new TortureProcess(args);
        try (Receiver receiver = us.box.receiver(Deadline.NEVER, () -> false);
                ReceiptDesk desk = us.box.desk()) {
            us.attached();
            us.receiveAll(
                    limit -> receiver.receive(1, lease(us), limit),
                    () -> {
                        settle(us, receiver, desk);
                        us.board.atWork(us.number);
                    });
        }
    }

    /** Returns a random length of a lease in milliseconds. */
    private static long lease(TortureProcess us) {
        return 20 + us.random.nextInt(60);
    }

    private static void settle(TortureProcess us, Receiver receiver, ReceiptDesk desk) {
        Message message = receiver.message(0);
        if (message == null) {
            // The lease has already ended.
            return;
        }
        us.note(Kind.RECEIVED, message);
        if (us.random.nextInt(10) == 0) {
            receiver.extend(lease(us));
        }
        us.note(Kind.LEFT, message);
        if (!receiver.leave()) {
            // The lease has already ended.
            return;
        }
        int choice = us.random.nextInt(10);
        if (choice == 0) {
            return;
        }
        if (choice < 4) {
            LockSupport.parkNanos(1_000_000L * us.random.nextInt(90));
        }
        if (choice == 4) {
            boolean ignored = desk.giveBack(message.receipt());
        } else if (desk.acknowledge(message.receipt())) {
            us.note(Kind.DONE, message);
            us.board.freed(System.nanoTime());
        }
    }
}
