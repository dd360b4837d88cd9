package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.message.KernelMessagePrinter;

import java.util.Optional;

/**
 * One run of {@code recv} from a kernel queue. A message leaves the queue before it is printed, so
 * a message that cannot be printed is lost. The run receives one message at a time, so that at most
 * one message is lost.
 *
 * @param count the number of messages after which the run ends
 * @param limit the limit that the user set for each wait
 * @param drain whether the run ends as soon as the queue is empty
 */
record KernelReceiveRun(KernelQueueName name, long count, WaitOptions.Limit limit, boolean drain) {
    /**
     * Receives and prints messages until the run ends, and returns the exit code.
     *
     * @param printer a printer that {@code MessageOutputOptions.kernelPrinter} returned
     */
    int run(KernelMessagePrinter printer) {
        return KernelQueues.receiving(name, queue -> run(queue, printer));
    }

    private int run(KernelQueue queue, KernelMessagePrinter printer) {
        for (long received = 0; received < count; received++) {
            Deadline deadline = drain ? Deadline.NOW : limit.next();
            Optional<KernelQueue.Letter> letter = queue.receive(deadline, HangUp::ofStdout);
            if (letter.isEmpty()) {
                if (received > 0 || drain) {
                    break;
                }
                throw KernelQueues.limitReached(limit, name.emptyReason());
            }
            printer.print(letter.get());
        }
        return ExitCode.OK.code();
    }
}
