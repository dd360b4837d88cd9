package ipckit.mq.task;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Right;

import java.time.Duration;
import java.util.List;

/**
 * Replies to the requests that a process has received for a task. Belongs to one thread.
 *
 * @param space the port space, in which the task is
 * @param task the task that has received the requests
 */
public record Replier(PortSpace space, String task) {
    /** The longest wait for the lock of the port space before a reply is dropped. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /**
     * Returns the right by which the reply to a request is sent: the first send-once right or send
     * right that the request carried. Returns null if there is none.
     *
     * @param carried the rights that the request carried
     */
    public static AcceptedRight rightToReply(List<AcceptedRight> carried) {
        return carried.stream()
                .filter(right -> right.right() != Right.RECEIVE && !right.isDead())
                .findFirst()
                .orElse(null);
    }

    /**
     * Sends the reply to a request, and destroys all rights that the request carried.
     *
     * @param carried the rights that the request carried
     * @param given the rights that the reply carries
     */
    public void reply(List<AcceptedRight> carried, KernelReply reply, List<Carry> given) {
        AcceptedRight to = rightToReply(carried);
        boolean isSent = to != null && send(to.name(), reply, given);
        for (AcceptedRight right : carried) {
            if (right != to || !isSent || right.right() != Right.SEND_ONCE) {
                drop(right);
            }
        }
    }

    /**
     * Sends a reply. Returns false if the reply cannot be sent, for example because the task that
     * sent the request no longer waits.
     */
    private boolean send(String name, KernelReply reply, List<Carry> given) {
        Deadline deadline = Deadline.after(LIMIT);
        try {
            PortSender sender = space.ports().sender(task, name, deadline);
            return sender.send(0, reply.metadata(), reply.body(), given, deadline)
                    == MailboxOutcome.DONE;
        } catch (IpcException e) {
            return false;
        }
    }

    /**
     * Destroys a right that a request carried. If it is a right to reply that was not used, the
     * task that waits for the reply learns that no reply comes.
     */
    public void drop(AcceptedRight right) {
        try {
            space.ports().drop(task, right.name(), right.right());
        } catch (IpcException e) {
            // Either another process of the task has dropped the right meanwhile, or the port space
            // cannot be locked. In the second case, the right is destroyed together with the task.
        }
    }
}
