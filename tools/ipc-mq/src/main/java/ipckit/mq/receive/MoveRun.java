package ipckit.mq.receive;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSnapshot;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageTiming;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.Sender;
import ipckit.common.memory.MappedFile;
import ipckit.common.naming.ObjectName;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * One execution of {@code move}. Each message is claimed in the source, put into the target, and
 * then acknowledged in the source. If the process dies after it has put the message into the target
 * and before it has acknowledged the message, both mailboxes contain the message. The source then
 * delivers the message again, marked as redelivered. If the message is moved again, the second copy
 * in the target has this mark, too. So no message is lost, and a second copy can be recognised.
 */
final class MoveRun {
    private final MailboxReference source;
    private final MailboxReference target;
    private final long count;
    private final WaitOptions.Limit limit;
    private long moved;

    /**
     * @param count the largest number of messages to move
     * @param limit the limit that the user set for each wait
     */
    MoveRun(ObjectName source, ObjectName target, long count, WaitOptions.Limit limit) {
        MailboxRegistry mailboxes = new MailboxRegistry();
        this.source = mailboxes.reference(source);
        this.target = mailboxes.reference(target);
        this.count = count;
        this.limit = limit;
    }

    /**
     * Moves the messages that can be received, and returns their number. Moves at most as many
     * messages as the source contains at the start of the call. Without this limit, {@code move}
     * might not end while another process moves messages back.
     *
     * @throws IpcException when a message cannot be moved; the message stays in the source, and the
     *     error message contains the number of messages that were moved before
     */
    long run() {
        try {
            moveAll();
        } catch (InternalError e) {
            throw withCount(source.named(MappedFile.fault(e, "it")));
        } catch (IpcException e) {
            throw withCount(e);
        }
        return moved;
    }

    private IpcException withCount(IpcException e) {
        if (moved == 0) {
            return e;
        }
        String done = CountedNoun.of(moved, "message");
        return new IpcException(e.category(), e.getMessage() + "; " + done + " moved", e);
    }

    private void moveAll() {
        MailboxSnapshot before = source.monitor().look(false);
        long there = (long) before.ready() + before.claimed() + before.pending() + before.delayed();
        try (MessageSource messages = MessageSource.open(source, limit.next());
                Sender sender = sender()) {
            while (moved < Math.min(count, there)) {
                MailboxOutcome outcome = messages.receive(1, 0, Deadline.NOW);
                if (outcome == MailboxOutcome.TIMED_OUT) {
                    return;
                }
                if (outcome != MailboxOutcome.DONE) {
                    throw source.named(WaitFailure.failure(outcome, limit, "it is empty"));
                }
                moveOne(messages.receiver(), sender);
                moved++;
            }
        }
    }

    private Sender sender() {
        try {
            return target.open().sender(limit.next());
        } catch (IpcException e) {
            throw target.named(e);
        }
    }

    /**
     * Returns the deadline at which a message expires. The copy of the message in the target
     * expires at the same time.
     */
    private static Deadline expiry(Message message) {
        if (message.expires() == 0) {
            return Deadline.NEVER;
        }
        long left = Math.max(0, message.expires() - System.currentTimeMillis());
        return Deadline.afterNanos(TimeUnit.MILLISECONDS.toNanos(left));
    }

    private void moveOne(Receiver receiver, Sender sender) {
        Message message = receiver.message(0);
        OutgoingMessage copy =
                new OutgoingMessage(
                                message.priority(),
                                DeadLetterHeaders.removed(message),
                                MemorySegment.ofArray(message.body()),
                                0,
                                message.body().length)
                        .delivered(message.times() > 1 ? 1 : 0)
                        .with(new MessageTiming(0, expiry(message)));
        MailboxOutcome outcome;
        try {
            outcome = sender.send(copy, limit.next());
        } catch (IpcException e) {
            if (e.category() == Category.UNUSABLE) {
                receiver.giveBackUndelivered();
            }
            // After a failure other than UNUSABLE, the target may already contain the message. In
            // this case, the receiver gives the message back when it is closed, and the source
            // delivers the message again, marked as redelivered.
            throw target.named(e);
        }
        if (outcome != MailboxOutcome.DONE) {
            receiver.giveBackUndelivered();
            throw target.named(WaitFailure.failure(outcome, limit, "it is full"));
        }
        receiver.acknowledge(1);
    }
}
