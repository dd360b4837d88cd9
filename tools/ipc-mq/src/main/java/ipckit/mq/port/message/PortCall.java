package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Message;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.space.AcceptedRight;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortReceiver;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.ReplyPort;
import ipckit.mq.task.KernelReply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Sends requests to a port, one after another, and receives the replies. An instance creates a port
 * for the replies, and destroys this port when the instance is closed. An instance belongs to one
 * thread.
 */
public final class PortCall implements AutoCloseable {
    private final String port;
    private final WaitOptions.Limit limit;
    private final UnaryOperator<IpcException> reported;
    private final PortSpace space;
    private final String task;
    private final WaitEnd end;
    private final PatientSender sender;
    private ReplyPort replies;
    private PortReceiver receiver;

    private PortCall(
            PortSpace space,
            String task,
            String port,
            WaitOptions.Limit limit,
            UnaryOperator<IpcException> reported,
            WaitEnd end) {
        this.port = port;
        this.limit = limit;
        this.reported = reported;
        this.space = space;
        this.task = task;
        this.end = end;
        this.sender = PatientSender.open(space, task, port, limit, end);
        openReplies();
    }

    private void openReplies() {
        replies = space.ports().replyPort(task);
        try {
            receiver = replies.receiver(limit.next(), end.isDue());
        } catch (RuntimeException | Error e) {
            closeReplies();
            throw e;
        }
    }

    private void closeReplies() {
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
        if (replies != null) {
            replies.close();
            replies = null;
        }
    }

    /**
     * Prepares calls to a port. {@link ipckit.mq.space.Ports#sender} describes the failures. A call
     * that waits for its reply also destroys dead tasks, and fails with OUTPUT_CLOSED when the
     * reader of standard output closes it.
     *
     * @param task the task that sends the requests
     * @param port the task's name for the port
     * @param limit the user's limit for each call
     * @param reported turns a failure that a reply reports into the failure of the call
     */
    public static PortCall open(
            PortSpace space,
            String task,
            String port,
            WaitOptions.Limit limit,
            UnaryOperator<IpcException> reported) {
        return new PortCall(space, task, port, limit, reported, WaitEnd.ofStdout(space));
    }

    /**
     * Prepares calls of a program that writes nothing to standard output. Does the same as {@link
     * #open}, but the state of standard output does not matter.
     */
    public static PortCall openSilent(
            PortSpace space,
            String task,
            String port,
            WaitOptions.Limit limit,
            UnaryOperator<IpcException> reported) {
        WaitEnd end = new WaitEnd(new DeathSearch(space, false), WaitFailure::stdoutClosed);
        return new PortCall(space, task, port, limit, reported, end);
    }

    /**
     * Prepares calls without a time limit for a process that prints no result. During a wait, the
     * returned object does not destroy dead tasks, so another thread of this process must call
     * {@link PortSpace#completeDeaths} again and again.
     *
     * @param givenUp called repeatedly during a wait; when it returns true, the call fails with
     *     REMOVED
     * @param reason the message of this failure
     */
    public static PortCall openUnlimited(
            PortSpace space, String task, String port, BooleanSupplier givenUp, String reason) {
        return new PortCall(
                space,
                task,
                port,
                WaitOptions.Limit.NONE,
                UnaryOperator.identity(),
                new WaitEnd(givenUp, () -> new IpcException(Category.REMOVED, reason)));
    }

    /**
     * Prepares calls with a time limit for a process that prints no result. During a wait, the
     * returned object does not destroy dead tasks, so another thread of this process must call
     * {@link PortSpace#completeDeaths} again and again.
     *
     * @param limit the limit of each call, and of the preparation
     */
    public static PortCall openLimited(PortSpace space, String task, String port, Duration limit) {
        return new PortCall(
                space,
                task,
                port,
                new WaitOptions.Limit(limit.toNanos(), true),
                UnaryOperator.identity(),
                WaitEnd.NEVER);
    }

    /** Returns the size of the largest request in bytes. */
    long maxSize() {
        return sender.sender().maxSize();
    }

    /**
     * Sends a request, and waits for the reply. The caller calls {@link #acknowledge} before the
     * next call, unless this call fails.
     *
     * @param carried the rights that the request carries in addition to the right to reply
     * @return the reply
     * @throws IpcException the failure that the reply reports; TIMED_OUT if the limit is exceeded;
     *     REMOVED if the port is dead, or if no reply will come
     */
    public Message call(byte[] request, List<Carry> carried) {
        if (replies == null) {
            openReplies();
        }
        try {
            return exchange(request, carried);
        } catch (RuntimeException | Error e) {
            // The reply to this request may arrive later. The next request must not receive it, so
            // it gets another port for its reply.
            closeReplies();
            throw e;
        }
    }

    private Message exchange(byte[] request, List<Carry> carried) {
        Deadline deadline = limit.next();
        send(request, carried, deadline);
        Message reply = receive(deadline);
        if (reply == null) {
            throw named(WaitFailure.failure(MailboxOutcome.TIMED_OUT, limit, "it has not replied"));
        }
        return reply;
    }

    /**
     * Sends a request, and does not wait for the reply. If the server handles its requests one
     * after another, the replies arrive in the order of the requests.
     *
     * @param carried the rights that the request carries in addition to the right to reply
     * @param deadline limits the wait for room in the port
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if the deadline passes; REMOVED if the port is
     *     dead
     */
    public void send(byte[] request, List<Carry> carried, Deadline deadline) {
        // The right to reply is the first right of the message. Servers rely on this order.
        List<Carry> all = new ArrayList<>();
        all.add(replies.right());
        all.addAll(carried);
        sender.send(request, all, deadline);
    }

    /**
     * Waits for the next reply. The caller calls {@link #acknowledge} before the next call.
     *
     * @return the reply; null if there is none when the deadline passes
     * @throws IpcException the failure that the reply reports; REMOVED if the port is dead, or if
     *     no reply to a request will come. The caller must close this object then
     */
    public Message receive(Deadline deadline) {
        MailboxOutcome outcome = receiver.receive(deadline);
        if (outcome == MailboxOutcome.TIMED_OUT) {
            return null;
        }
        if (outcome == MailboxOutcome.GIVEN_UP) {
            throw named(end.failure().get());
        }
        if (outcome != MailboxOutcome.DONE) {
            throw named(WaitFailure.failure(outcome, limit, "it has not replied"));
        }
        if (receiver.notice() != null) {
            throw named(
                    new IpcException(
                            Category.REMOVED,
                            "it will not reply: the right to reply has been destroyed"));
        }
        Message reply = receiver.message();
        KernelReply.check(reply, reported);
        return reply;
    }

    /** Returns the rights that the reply carried. */
    public List<AcceptedRight> rights() {
        return receiver.rights();
    }

    /** Acknowledges the reply. */
    public void acknowledge() {
        receiver.acknowledge();
    }

    private IpcException named(IpcException failure) {
        return NamedFailure.of("port", port, failure);
    }

    @Override
    public void close() {
        closeReplies();
    }
}
