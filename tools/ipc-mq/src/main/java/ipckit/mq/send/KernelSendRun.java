package ipckit.mq.send;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.message.MessageInput;

import java.util.List;

/** One run of {@code send} into a queue of the kernel. */
final class KernelSendRun {
    private final KernelQueueName name;
    private final WaitOptions.Limit patience;
    private long sent;

    KernelSendRun(KernelQueueName name, WaitOptions.Limit patience) {
        this.name = name;
        this.patience = patience;
    }

    /** The messages for a queue whose bodies may have so many bytes. */
    interface Source {
        MessageInput of(long maxSize);
    }

    /**
     * @param messages as they are typed
     * @throws IpcException for whatever ended it early; its message says how many messages are in
     */
    void run(List<String> messages, Source source) {
        try {
            KernelQueues.sending(
                    name,
                    queue -> {
                        MessageInput drafts = source.of(queue.maxSize());
                        messages.forEach(message -> drafts.each(message, one -> send(queue, one)));
                        return null;
                    });
        } catch (IpcException e) {
            throw SendRun.counted(e, sent, messages);
        }
    }

    private void send(KernelQueue queue, OutgoingMessage draft) {
        if (draft.meta().length > 0) { // only a frame has any
            throw name.without("senders or headers, as a frame has");
        }
        if (draft.priority() < 0 || draft.priority() > OutgoingMessage.HIGHEST) {
            throw new IpcException(Category.UNUSABLE, "no such priority: " + draft.priority());
        }
        if (!queue.send(
                draft.body(), draft.from(), draft.length(), draft.priority(), patience.next())) {
            throw KernelQueues.inVain(patience, "it is full");
        }
        sent++;
    }
}
