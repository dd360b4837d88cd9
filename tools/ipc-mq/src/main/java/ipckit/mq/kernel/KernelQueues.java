package ipckit.mq.kernel;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.pipe.KernelQueue;
import ipckit.mq.failure.WaitFailure;

import java.util.function.Function;

/** The kernel's queues by name; a failure is told with it. */
public final class KernelQueues {
    /** How a queue is opened. */
    private interface Opener {
        KernelQueue open(String name);
    }

    private KernelQueues() {}

    /**
     * Makes a queue.
     *
     * @param capacity how many messages it is to hold
     * @param maxSize how many bytes a message may have
     */
    public static void create(KernelQueueName name, long capacity, long maxSize, int mode) {
        try {
            KernelQueue.create(name.text(), capacity, maxSize, mode);
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /** Opens a queue to receive from it or to look at it, and closes it afterwards. */
    public static <T> T receiving(KernelQueueName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueue::toReceive, action);
    }

    /** Opens a queue to send into it, and closes it afterwards. */
    public static <T> T sending(KernelQueueName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueue::toSend, action);
    }

    private static <T> T with(
            KernelQueueName name, Opener opener, Function<KernelQueue, T> action) {
        try (KernelQueue queue = opener.open(name.text())) {
            return action.apply(queue);
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    public static void remove(KernelQueueName name) {
        try {
            KernelQueue.remove(name.text());
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /** Drops what is there now, and nothing that comes while it does; returns how much it was. */
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

    /** What a wait in vain is to a user. */
    public static IpcException inVain(WaitOptions.Limit patience, String reason) {
        return WaitFailure.failure(MailboxOutcome.TIMED_OUT, patience, reason);
    }
}
