package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.Sender;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandInput;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Shutdown;
import ipckit.common.process.UserCommand;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.CommandDelivery;
import ipckit.mq.message.MessageTemplate;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Each message to a run of a command, acknowledged when that succeeds. A command that Ctrl-C or its
 * like has ended was not at fault: no retry, no dead letter, an end.
 */
final class MessageCommandSink implements MessageSink {
    /** How much earlier than at its end a lease is extended. */
    private static final int PARTS = 3;

    private final List<String> words;
    private final Framing framing;
    private final long lease;
    private final long retries;
    private final ObjectName deadLetter;
    private final Sender deadLetters;
    private final MailboxSpec deadLetterSpec;
    private final Consumer<String> errors;

    /**
     * @param lease milliseconds; 0 for none
     * @param retries how often a message that failed is tried again
     * @param deadLetter where it goes then; null to give it back and end
     * @param errors where a failure that ends us is told
     */
    MessageCommandSink(
            List<String> words,
            Framing framing,
            long lease,
            long retries,
            ObjectName deadLetter,
            Consumer<String> errors) {
        this.words = words;
        this.framing = framing;
        this.lease = lease;
        this.retries = retries;
        this.deadLetter = deadLetter;
        this.errors = errors;
        if (deadLetter == null) {
            this.deadLetters = null;
            this.deadLetterSpec = null;
        } else {
            Mailbox box = new MailboxRegistry().open(deadLetter);
            this.deadLetters = box.sender(Deadline.NEVER);
            this.deadLetterSpec = box.spec();
        }
    }

    @Override
    public int most() {
        return 1;
    }

    /** A message that failed, and that the mailbox for such does not take, would come for ever. */
    @Override
    public void opened(MailboxReference route, MailboxSpec spec) {
        if (deadLetter == null) {
            return;
        }
        boolean fits =
                deadLetterSpec.fixed()
                        ? spec.fixed() && spec.maxSize() == deadLetterSpec.maxSize()
                        : spec.maxSize() <= deadLetterSpec.maxSize();
        if (!fits) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "mailbox "
                            + deadLetter
                            + " does not take all that may fail in "
                            + route.title()
                            + ": messages of up to "
                            + spec.maxSize()
                            + " bytes");
        }
    }

    /** The command writes where we would. */
    @Override
    public boolean isUnwanted() {
        return HangUp.ofStdout();
    }

    @Override
    public int deliver(MailboxReference route, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return AGAIN;
        }
        if (deadLetter != null && message.times() - 1 > retries) {
            bury(route, receiver, message); // it has ended whoever tried it before
            return 0;
        }
        int status = run(route.text(), message, receiver);
        if (status == 0) {
            if (receiver.acknowledge(1)) {
                return 0;
            }
            tellOfLostLease(route, message);
            return ExitCode.WOULD_BLOCK.code();
        }
        boolean unread = status == ExitCode.OUTPUT_CLOSED.code() && HangUp.ofStdout();
        if (unread || Shutdown.isMeant(status)) {
            receiver.giveBack();
            return status;
        }
        if (message.times() <= retries) {
            receiver.giveBack();
            return AGAIN;
        }
        if (deadLetter != null) {
            bury(route, receiver, message);
            return 0;
        }
        receiver.giveBack();
        errors.accept(
                "ipc-mq: "
                        + words.getFirst()
                        + " failed with status "
                        + status
                        + ": message "
                        + message.number()
                        + " given back");
        return status;
    }

    private int run(String mailbox, Message message, Receiver receiver) {
        try (CommandInput input = CommandDelivery.input(message.body(), framing)) {
            UserCommand command = new UserCommand(words).reading(input);
            CommandDelivery.variables(mailbox, message).forEach(command::with);
            ChildProcess child = command.start();
            ExitResult ended =
                    lease == 0
                            ? child.await()
                            : child.await(Math.max(1, lease / PARTS), () -> receiver.extend(lease));
            return ended.status();
        }
    }

    private void bury(MailboxReference route, Receiver receiver, Message message) {
        OutgoingMessage draft =
                new OutgoingMessage(
                        message.priority(),
                        burialMeta(route, message),
                        MemorySegment.ofArray(message.body()),
                        0,
                        message.body().length);
        MailboxOutcome outcome;
        try {
            do {
                if (lease != 0) {
                    receiver.extend(lease);
                }
                outcome = deadLetters.send(draft, patience());
            } while (outcome == MailboxOutcome.TIMED_OUT && receiver.isOurs());
        } catch (IpcException e) {
            receiver.giveBack();
            throw MailboxRegistry.named(deadLetter, e);
        }
        if (outcome == MailboxOutcome.TIMED_OUT) {
            tellOfLostLease(route, message);
        } else if (outcome != MailboxOutcome.DONE) {
            receiver.giveBack();
            throw new IpcException(Category.REMOVED, "mailbox " + deadLetter + " was removed");
        } else if (!receiver.acknowledge(1)) {
            tellOfLostLease(route, message);
        }
    }

    /** How long to wait for room before the lease has to be extended. */
    private Deadline patience() {
        return lease == 0
                ? Deadline.NEVER
                : Deadline.after(Duration.ofMillis(Math.max(1, lease / PARTS)));
    }

    private void tellOfLostLease(MailboxReference route, Message message) {
        errors.accept(
                "ipc-mq: "
                        + route.title()
                        + ": the lease of message "
                        + message.number()
                        + " ended before it was done");
    }

    /** Where it failed is said only where there is room for that. */
    private static byte[] burialMeta(MailboxReference route, Message message) {
        MessageMetadata meta = message.meta();
        Map<String, String> headers = new LinkedHashMap<>(meta.headers());
        headers.put("failed-in", route.text());
        try {
            return new MessageMetadata(MessageTemplate.sender(message), meta.replyTo(), headers)
                    .bytes();
        } catch (IpcException e) {
            return meta.bytes();
        }
    }

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }
}
