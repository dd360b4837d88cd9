package ipckit.mq.send;

import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.SentCount;

import java.util.List;
import java.util.function.LongFunction;

/** Performs one {@code send} into a kernel queue. An instance belongs to one thread. */
final class KernelSendRun {
    private final KernelQueueName name;
    private final WaitOptions.Limit limit;
    private long sent;

    KernelSendRun(KernelQueueName name, WaitOptions.Limit limit) {
        this.name = name;
        this.limit = limit;
    }

    /**
     * Sends all messages.
     *
     * @param messages the bodies of the messages; {@link MessageInput#STDIN} stands for the
     *     messages on stdin
     * @param inputOf creates a reader for messages of at most the given size, in bytes
     * @throws IpcException when a message cannot be sent; the error message also says how many
     *     messages were sent before the failure, as {@link SentCount#addTo} describes
     */
    void run(List<String> messages, LongFunction<MessageInput> inputOf) {
        try {
            KernelQueues.sending(
                    name,
                    queue -> {
                        MessageInput input = inputOf.apply(queue.maxSize());
                        messages.forEach(
                                argument ->
                                        input.forEach(argument, message -> send(queue, message)));
                        return null;
                    });
        } catch (IpcException e) {
            throw SentCount.addTo(e, sent, messages);
        }
    }

    private void send(KernelQueue queue, OutgoingMessage message) {
        boolean fromFrame = message.meta().length > 0;
        if (fromFrame) {
            throw name.without("senders or headers, as a frame has");
        }
        if (!queue.send(
                message.body(),
                message.from(),
                message.length(),
                name.label(message),
                limit.next())) {
            throw KernelQueues.limitReached(limit, "it is full");
        }
        sent++;
    }
}
