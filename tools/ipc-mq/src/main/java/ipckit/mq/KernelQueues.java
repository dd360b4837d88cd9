package ipckit.mq;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.pipe.KernelQueue;

import java.util.function.Function;

/** The kernel's queues by name; a failure is told with it. */
final class KernelQueues {
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
    static void create(KernelName name, long capacity, long maxSize, int mode) {
        try {
            KernelQueue.create(name.text(), capacity, maxSize, mode);
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /** Opens a queue to receive from it or to look at it, and closes it afterwards. */
    static <T> T receiving(KernelName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueue::toReceive, action);
    }

    /** Opens a queue to send into it, and closes it afterwards. */
    static <T> T sending(KernelName name, Function<KernelQueue, T> action) {
        return with(name, KernelQueue::toSend, action);
    }

    private static <T> T with(KernelName name, Opener opener, Function<KernelQueue, T> action) {
        try (KernelQueue queue = opener.open(name.text())) {
            return action.apply(queue);
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    static void remove(KernelName name) {
        try {
            KernelQueue.remove(name.text());
        } catch (IpcException e) {
            throw name.named(e);
        }
    }

    /** Drops what is there now, and nothing that comes while it does; returns how much it was. */
    static long purge(KernelName name) {
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
    static IpcException inVain(WaitOptions.Limit patience, String reason) {
        return Waits.failure(MailboxOutcome.TIMED_OUT, patience, reason);
    }
}
