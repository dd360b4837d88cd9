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
import java.util.concurrent.locks.LockSupport;

/**
 * Replies to the requests that a process has received for a task. An instance belongs to one
 * thread.
 *
 * @param space the port space, in which the task is
 * @param task the task that has received the requests
 */
public record Replier(PortSpace space, String task) {
    /** The time limit of one attempt to send a reply. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /**
     * The pause after a failed attempt, in nanoseconds. An attempt can have the lock of the port
     * space for two seconds, so other tasks need the pause.
     */
    private static final long RETRY_NANOS = 250_000_000;

    /** How an attempt to send a reply has ended. */
    private enum Attempt {
        SENT,
        /**
         * The reply is dropped, because no task waits for it any longer, or because the port for
         * the reply has stayed full until a time limit. Only the port of a send right can be full:
         * a reply by a send-once right enters also a full port.
         */
        NOT_WANTED,
        /**
         * A later attempt can succeed: another process has kept a lock for a long time, or the
         * attempt has failed with NO_SPACE.
         */
        TOO_EARLY
    }

    /**
     * Sends the reply to a request, and destroys the rights that the request carried besides the
     * right to reply.
     *
     * <p>If a stopped process has the lock of the port space or of a mailbox for a long time, or if
     * an operation fails with NO_SPACE, this method does only a part of its work, and returns
     * false. Then the caller calls {@link #pause}, and repeats the call, because the task that sent
     * the request still waits for the reply. When the work is complete, a further call does
     * nothing.
     *
     * @param rights the rights that the request carried
     * @param given the rights that the reply carries
     * @return whether the work is complete
     */
    public boolean reply(RequestRights rights, KernelReply reply, List<Carry> given) {
        AcceptedRight to = rights.toReply();
        if (to != null) {
            Attempt attempt = to.isDead() ? Attempt.NOT_WANTED : send(to.name(), reply, given);
            if (attempt == Attempt.TOO_EARLY) {
                return false;
            }
            rights.replied(attempt == Attempt.SENT && to.right() == Right.SEND_ONCE);
        }
        for (AcceptedRight right : rights.others()) {
            if (!drop(right)) {
                return false;
            }
            rights.remove(right);
        }
        return true;
    }

    /** Pauses before another attempt to send a reply. */
    public static void pause() {
        LockSupport.parkNanos(RETRY_NANOS);
    }

    private Attempt send(String name, KernelReply reply, List<Carry> given) {
        try {
            return attempt(name, reply, given);
        } catch (IpcException e) {
            if (reply.failure() != null) {
                return Attempt.NOT_WANTED;
            }
            // The reply is too large, or the task no longer has a right that the reply should
            // carry.
            return send(name, KernelReply.of(e), List.of());
        }
    }

    private Attempt attempt(String name, KernelReply reply, List<Carry> given) {
        Deadline deadline = Deadline.after(LIMIT);
        try {
            PortSender sender = space.ports().sender(task, name, deadline);
            MailboxOutcome outcome =
                    sender.send(0, reply.metadata(), reply.body(), given, deadline);
            return outcome == MailboxOutcome.DONE ? Attempt.SENT : Attempt.NOT_WANTED;
        } catch (IpcException e) {
            if (isTooEarly(e)) {
                return Attempt.TOO_EARLY;
            }
            throw e;
        }
    }

    /**
     * Destroys a right that a request carried. If it is a right to reply that was not used, the
     * task that waits for the reply learns that no reply comes.
     *
     * @return false if the port space cannot be locked, or if the operation fails with NO_SPACE
     */
    private boolean drop(AcceptedRight right) {
        try {
            space.ports().drop(task, right.name(), right.right());
            return true;
        } catch (IpcException e) {
            // If the failure is not one of those in isTooEarly(), a further attempt would fail,
            // too. For example, another process of the task may have dropped the right meanwhile.
            return !isTooEarly(e);
        }
    }

    private static boolean isTooEarly(IpcException e) {
        return switch (e.category()) {
            case TIMED_OUT, WOULD_BLOCK, NO_SPACE -> true;
            default -> false;
        };
    }
}
