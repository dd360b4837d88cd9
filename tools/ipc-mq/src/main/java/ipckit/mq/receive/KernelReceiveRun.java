package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.Receipt;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.message.MessagePrinter;

import java.util.Optional;

/**
 * One run of {@code recv} from a queue of the kernel. It has no hands to keep a message in: what is
 * received is gone from it before stdout has taken it, so one at a time is.
 *
 * @param count how many messages at the most
 * @param drain whether it ends when there is nothing to be had
 */
record KernelReceiveRun(
        KernelQueueName name, long count, WaitOptions.Limit patience, boolean drain) {
    private static final Receipt NO_RECEIPT = new Receipt(0, 0, 0, 0);

    /**
     * @param printer asked for nothing but mailbox, priority and body
     */
    int run(MessagePrinter printer) {
        return KernelQueues.receiving(name, queue -> run(queue, printer));
    }

    private int run(KernelQueue queue, MessagePrinter printer) {
        for (long got = 0; got < count; got++) {
            Deadline deadline = drain ? Deadline.NOW : patience.next();
            Optional<KernelQueue.Letter> letter = queue.receive(deadline, HangUp::ofStdout);
            if (letter.isEmpty()) {
                if (got > 0 || drain) {
                    break;
                }
                throw KernelQueues.inVain(patience, "it is empty");
            }
            printer.print(name.toString(), message(letter.get()));
        }
        return ExitCode.OK.code();
    }

    /** In the form that is printed; what the kernel does not know is left empty. */
    private static Message message(KernelQueue.Letter letter) {
        return new Message(
                NO_RECEIPT, 0, 0, letter.priority(), false, MessageMetadata.NONE, letter.body());
    }
}
