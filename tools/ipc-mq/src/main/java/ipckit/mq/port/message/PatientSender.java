package ipckit.mq.port.message;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.mq.failure.NamedFailure;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.space.Carry;
import ipckit.mq.space.PortSender;
import ipckit.mq.space.PortSpace;

import java.util.List;

/**
 * Sends messages to a port, and waits for room in the port. During the wait, destroys tasks whose
 * processes have ended. If one of them is the task that received from the port, the port is dead
 * then, and the wait ends. An instance belongs to one thread.
 *
 * @param task the task that sends
 * @param port the task's name for the port
 * @param limit the limit that the user set for each wait
 * @param end the condition that ends a wait before its deadline
 */
record PatientSender(
        PortSpace space,
        PortSender sender,
        String task,
        String port,
        WaitOptions.Limit limit,
        WaitEnd end) {
    /**
     * The longest part of a wait for room, in nanoseconds. Between two parts, this process destroys
     * the tasks whose processes have ended. The receiving task may be one of them, and perhaps no
     * other process uses the port space.
     */
    private static final long LONGEST_WAIT_NANOS = 150_000_000;

    /** Attaches to a port. {@link ipckit.mq.space.Ports#sender} describes the failures. */
    static PatientSender open(PortSpace space, String task, String port, WaitOptions.Limit limit) {
        return open(space, task, port, limit, WaitEnd.NEVER);
    }

    /**
     * Attaches to a port. {@link ipckit.mq.space.Ports#sender} describes the failures.
     *
     * @param end the condition that ends a wait for room before its deadline
     */
    static PatientSender open(
            PortSpace space, String task, String port, WaitOptions.Limit limit, WaitEnd end) {
        PortSender sender = space.ports().sender(task, port, limit.next());
        return new PatientSender(space, sender, task, port, limit, end);
    }

    /**
     * Sends a message.
     *
     * @param carried the rights that the message carries
     * @throws IpcException TIMED_OUT or WOULD_BLOCK if the port is full until the deadline; DENIED
     *     if the task lacks a right; REMOVED if the port is dead; the failure of {@link #end} if it
     *     has ended the wait
     */
    void send(byte[] body, List<Carry> carried, Deadline deadline) {
        MailboxOutcome outcome = trySend(body, carried, deadline);
        while (outcome == MailboxOutcome.TIMED_OUT && !deadline.expired()) {
            if (end.isDue().getAsBoolean()) {
                throw NamedFailure.of("port", port, end.failure().get());
            }
            space.completeDeaths();
            outcome = trySend(body, carried, deadline);
        }
        if (outcome != MailboxOutcome.DONE) {
            throw NamedFailure.of(
                    "port", port, WaitFailure.failure(outcome, limit, sender.fullReason()));
        }
    }

    /**
     * Sends a message without waiting for room. If the port is full, the message becomes pending:
     * it enters the port beyond the queue limit.
     *
     * @param thread the name of the sending thread; empty if it has none
     * @return whether the message is pending
     * @throws IpcException WOULD_BLOCK if the port is full, and another message of the same thread
     *     is pending for the port
     */
    boolean sendOrPend(String thread, byte[] body, List<Carry> carried) {
        space.completeDeaths();
        MailboxOutcome outcome = sender.sendOrPend(thread, MessageMetadata.of(task), body, carried);
        if (outcome != MailboxOutcome.DONE && outcome != MailboxOutcome.PENDING) {
            throw NamedFailure.of(
                    "port", port, WaitFailure.failure(outcome, limit, sender.fullReason()));
        }
        if (outcome == MailboxOutcome.PENDING) {
            // A receiver may have made room just before the message was recorded as pending. In
            // this case, this call sends the notice that the port has accepted the message.
            space.completeDeaths();
        }
        return outcome == MailboxOutcome.PENDING;
    }

    /** Sends a message. Waits at most {@link #LONGEST_WAIT_NANOS}, and then returns TIMED_OUT. */
    private MailboxOutcome trySend(byte[] body, List<Carry> carried, Deadline deadline) {
        try {
            return sender.send(
                    0,
                    MessageMetadata.of(task),
                    body,
                    carried,
                    deadline.atMost(LONGEST_WAIT_NANOS));
        } catch (IpcException e) {
            // If this attempt has timed out because another process kept a lock, the caller tries
            // again until the deadline.
            if (e.category() == Category.TIMED_OUT && !deadline.expired()) {
                return MailboxOutcome.TIMED_OUT;
            }
            throw e;
        }
    }
}
