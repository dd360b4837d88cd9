package ipckit.mq.receive;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Sender;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;

/**
 * The open mailbox for dead letters. A message becomes a dead letter when a command has failed for
 * it too often, or when too many of its deliveries were lost. A delivery is lost when its receiver
 * dies, or when its lease ends by time.
 */
record DeadLetterMailbox(ObjectName name, MailboxSpec spec, Sender sender) {
    static DeadLetterMailbox open(ObjectName name) {
        Mailbox mailbox = new MailboxRegistry().open(name);
        return new DeadLetterMailbox(name, mailbox.spec(), mailbox.sender(Deadline.NEVER));
    }

    /**
     * Checks that this mailbox accepts every message of the mailbox {@code source}. Without this
     * check, {@code recv} would fail later, when it moves a message whose size this mailbox
     * refuses.
     */
    void checkAccepts(MailboxReference source, MailboxSpec messages) {
        boolean fits =
                spec.fixed()
                        ? messages.fixed() && messages.maxSize() == spec.maxSize()
                        : messages.maxSize() <= spec.maxSize();
        if (!fits) {
            String refused =
                    source.title()
                            + ": messages of up to "
                            + CountedNoun.of(messages.maxSize(), "byte");
            throw new IpcException(
                    Category.UNUSABLE,
                    "mailbox " + name + " does not accept every message of " + refused);
        }
    }

    /**
     * Puts a dead letter into this mailbox, and returns true. Returns false if the deadline passes
     * before there is room.
     *
     * @throws IpcException when the message cannot be put, for example because the mailbox was
     *     removed; the error message contains the mailbox's name
     */
    boolean put(OutgoingMessage letter, Deadline deadline) {
        MailboxOutcome outcome;
        try {
            outcome = sender.send(letter, deadline);
        } catch (IpcException e) {
            throw MailboxRegistry.named(name, e);
        }
        if (outcome != MailboxOutcome.DONE && outcome != MailboxOutcome.TIMED_OUT) {
            throw new IpcException(Category.REMOVED, "mailbox " + name + " was removed");
        }
        return outcome == MailboxOutcome.DONE;
    }

    void close() {
        sender.close();
    }
}
