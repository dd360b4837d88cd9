package ipckit.mq.kernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.failure.WaitFailure;

import java.util.function.Function;

/**
 * Opens, empties and removes kernel queues by name. If an operation fails, the error message
 * contains the queue's name.
 */
public final class KernelQueues {
    private KernelQueues() {}

    /**
     * Opens a queue for receiving or waiting, runs the action, closes the queue, and returns the
     * result of the action.
     */
    public static <T> T receiving(KernelQueueName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueueName::toReceive, action);
    }

    /**
     * Opens a queue for sending, runs the action, closes the queue, and returns the result of the
     * action.
     */
    public static <T> T sending(KernelQueueName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueueName::toSend, action);
    }

    private static <T> T with(
            KernelQueueName name,
            Function<KernelQueueName, KernelQueue> opener,
            Function<KernelQueue, T> action) {
        try (KernelQueue queue = opener.apply(name)) {
            return action.apply(queue);
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /** Removes a queue. */
    public static void remove(KernelQueueName name) {
        try {
            name.remove();
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /**
     * Drops messages until the queue is empty, but not more messages than the queue contains at the
     * start of the call. Without this limit, the call would not end while other processes continue
     * to send. Returns the number of dropped messages.
     */
    public static long purge(KernelQueueName name) {
        return receiving(
                name,
                queue -> {
                    long ready = queue.ready();
                    long dropped = 0;
                    while (dropped < ready
                            && queue.receive(Deadline.NOW, () -> false).isPresent()) {
                        dropped++;
                    }
                    return dropped;
                });
    }

    /**
     * Returns the error for an operation that could not wait any longer: either its time limit
     * passed, or the user forbade waiting.
     *
     * @param limit the limit that the user set for the wait
     * @param reason the state of the queue that made the wait necessary, such as "it is full"
     */
    public static IpcException limitReached(WaitOptions.Limit limit, String reason) {
        return WaitFailure.failure(MailboxOutcome.TIMED_OUT, limit, reason);
    }
}
