package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.daemon.Readiness;
import ipckit.common.pipe.HangUp;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.message.KernelMessagePrinter;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One execution of {@code recv} that receives from a kernel queue. A message leaves the queue
 * before it is printed, and the kernel cannot put it back at its former position in the queue. If a
 * message cannot be printed, {@code recv} sends the message to the queue again, so it becomes the
 * last message of its priority or type. If the message cannot be sent either, it is lost. {@code
 * recv} receives one message at a time, so that at most one message can be lost.
 *
 * @param count the number of messages after which {@code recv} ends
 * @param limit the limit that the user set for each wait
 * @param drain whether {@code recv} ends as soon as the queue is empty
 */
record KernelReceiveRun(KernelQueueName name, long count, WaitOptions.Limit limit, boolean drain) {
    /**
     * Receives and prints messages until {@code recv} ends, and returns the exit code.
     *
     * @param printer a printer that {@code MessageOutputOptions.kernelPrinter} returned
     * @param warnings receives a line if a message is lost
     */
    int run(KernelMessagePrinter printer, Consumer<String> warnings) {
        return KernelQueues.receiving(name, queue -> run(queue, printer, warnings));
    }

    private int run(KernelQueue queue, KernelMessagePrinter printer, Consumer<String> warnings) {
        Readiness.announce();
        for (long received = 0; received < count; received++) {
            Deadline deadline = drain ? Deadline.NOW : limit.next();
            Optional<KernelQueue.Letter> letter = queue.receive(deadline, HangUp::ofStdout);
            if (letter.isEmpty()) {
                if (received > 0 || drain) {
                    break;
                }
                throw KernelQueues.limitReached(limit, name.emptyReason());
            }
            try {
                printer.print(letter.get());
            } catch (IpcException e) {
                sendAgain(letter.get(), warnings);
                throw e;
            }
        }
        return ExitCode.OK.code();
    }

    /**
     * Sends a message to the queue again because it could not be printed. Does not wait for room.
     * If the user may not send to the queue, or if another process has filled the queue, the
     * message is lost, and {@code warnings} receives a line.
     */
    private void sendAgain(KernelQueue.Letter letter, Consumer<String> warnings) {
        byte[] body = letter.body();
        IpcException obstacle = name.named(new IpcException(Category.WOULD_BLOCK, "it is full"));
        try {
            boolean sent =
                    KernelQueues.sending(
                            name,
                            queue ->
                                    queue.send(
                                            MemorySegment.ofArray(body),
                                            0,
                                            body.length,
                                            letter.label(),
                                            Deadline.NOW));
            if (sent) {
                return;
            }
        } catch (IpcException e) {
            obstacle = e;
        }
        warnings.accept(
                "ipc-mq: "
                        + obstacle.getMessage()
                        + ", so the message that was not written is lost");
    }
}
