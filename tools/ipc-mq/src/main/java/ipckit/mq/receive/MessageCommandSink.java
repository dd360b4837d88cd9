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
import ipckit.common.process.CommandWork;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessLaunch;
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
 * Runs a command for each message, and acknowledges the message when the command exits with 0. When
 * HUP, INT (Ctrl-C) or TERM ends the command, this sink gives the message back, and {@code recv}
 * ends. A signal that only {@code recv} receives leaves the command alone, see {@link CommandWork}.
 *
 * @param words the command and its arguments
 * @param framing the framing of the message on the command's stdin
 * @param lease the duration of the lease of a message, in milliseconds; 0 for no lease
 * @param grace the longest time for which the command may work after the first signal; null for no
 *     limit
 * @param retries the largest number of times that a message is delivered again after a failure
 * @param deadLetters the mailbox to which a message is moved after the last retry; null to give the
 *     message back and end {@code recv}
 * @param errors receives one line when a message is given back after its last retry, or when the
 *     lease of a message has ended too early
 */
record MessageCommandSink(
        List<String> words,
        Framing framing,
        long lease,
        Duration grace,
        long retries,
        DeadLetters deadLetters,
        Consumer<String> errors)
        implements MessageSink {
    /**
     * The number of times that a lease is extended within the duration of the lease. The number is
     * greater than 1, so that the lease does not end when one extension is late.
     */
    private static final int EXTENSIONS_PER_LEASE = 3;

    /** The result of {@link #settle} that says that the message must become a dead letter. */
    private static final int DEAD = -2;

    /**
     * The open mailbox for dead letters. A dead letter is a message that has used up its retries
     * without success.
     */
    record DeadLetters(ObjectName name, MailboxSpec spec, Sender sender) {
        static DeadLetters open(ObjectName name) {
            Mailbox mailbox = new MailboxRegistry().open(name);
            return new DeadLetters(name, mailbox.spec(), mailbox.sender(Deadline.NEVER));
        }
    }

    /**
     * Checks that the mailbox for dead letters accepts every message of the mailbox {@code source}.
     * Without this check, {@code recv} would fail later, when it moves a message whose size the
     * mailbox for dead letters refuses.
     */
    @Override
    public void opened(MailboxReference source, MailboxSpec spec) {
        if (deadLetters == null) {
            return;
        }
        boolean fits =
                deadLetters.spec.fixed()
                        ? spec.fixed() && spec.maxSize() == deadLetters.spec.maxSize()
                        : spec.maxSize() <= deadLetters.spec.maxSize();
        if (!fits) {
            String refused = source.title() + ": messages of up to " + spec.maxSize() + " bytes";
            throw new IpcException(
                    Category.UNUSABLE,
                    "mailbox " + deadLetters.name + " does not accept every message of " + refused);
        }
    }

    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return RETRY;
        }
        boolean triedTooOften = message.times() - 1 > retries;
        if (deadLetters != null && triedTooOften) {
            // Earlier deliveries have used up the retries, for example because receivers died while
            // they handled the message. Therefore the command does not run again.
            moveToDeadLetters(source, receiver, message);
            return 0;
        }
        int outcome;
        try (CommandWork work = new CommandWork(grace)) {
            int status = runCommand(work, source.text(), message, receiver);
            outcome = settle(work, status, source, receiver, message);
        }
        if (outcome != DEAD) {
            return outcome;
        }
        moveToDeadLetters(source, receiver, message);
        return 0;
    }

    /**
     * Acknowledges the message or gives it back, as the status of its command says. If the message
     * must become a dead letter, returns {@link #DEAD}, and the message stays claimed.
     */
    private int settle(
            CommandWork work,
            int status,
            MailboxReference source,
            Receiver receiver,
            Message message) {
        if (status == 0) {
            if (receiver.acknowledge(1)) {
                return 0;
            }
            reportLostLease(source, message);
            return ExitCode.WOULD_BLOCK.code();
        }
        boolean stdoutClosed = status == ExitCode.OUTPUT_CLOSED.code() && HangUp.ofStdout();
        if (stdoutClosed || work.hasEndedCommand() || Shutdown.isIntended(status)) {
            receiver.giveBack();
            return status;
        }
        if (message.times() <= retries) {
            receiver.giveBack();
            return RETRY;
        }
        if (deadLetters != null && !Shutdown.isEnding()) {
            return DEAD;
        }
        receiver.giveBack();
        if (deadLetters != null) {
            return RETRY;
        }
        String failure = words.getFirst() + " failed with status " + status;
        errors.accept("ipc-mq: " + failure + ": message " + message.number() + " given back");
        return status;
    }

    private int runCommand(
            CommandWork work, String mailbox, Message message, Receiver receiver) {
        try (CommandInput input = CommandDelivery.input(message.body(), framing)) {
            ProcessLaunch command = new UserCommand(words).reading(input);
            CommandDelivery.variables(mailbox, message).forEach(command::with);
            ChildProcess child = work.start(command);
            ExitResult result =
                    lease == 0
                            ? child.await()
                            : child.await(extensionInterval(), () -> receiver.extend(lease));
            return result.status();
        }
    }

    private void moveToDeadLetters(MailboxReference source, Receiver receiver, Message message) {
        OutgoingMessage dead =
                new OutgoingMessage(
                        message.priority(),
                        deadLetterMetadata(source, message),
                        MemorySegment.ofArray(message.body()),
                        0,
                        message.body().length);
        MailboxOutcome outcome;
        try {
            do {
                if (lease != 0) {
                    receiver.extend(lease);
                }
                outcome = deadLetters.sender.send(dead, nextExtension());
            } while (outcome == MailboxOutcome.TIMED_OUT && receiver.isOurs());
        } catch (IpcException e) {
            receiver.giveBack();
            throw MailboxRegistry.named(deadLetters.name, e);
        }
        if (outcome == MailboxOutcome.TIMED_OUT) {
            reportLostLease(source, message);
        } else if (outcome != MailboxOutcome.DONE) {
            receiver.giveBack();
            throw new IpcException(
                    Category.REMOVED, "mailbox " + deadLetters.name + " was removed");
        } else if (!receiver.acknowledge(1)) {
            reportLostLease(source, message);
        }
    }

    private long extensionInterval() {
        return Math.max(1, lease / EXTENSIONS_PER_LEASE);
    }

    /**
     * Returns the deadline of one attempt to send a dead letter: the time of the next extension of
     * the message's lease. When the deadline passes, the caller extends the lease and tries again.
     * Without a lease, there is no deadline.
     */
    private Deadline nextExtension() {
        return lease == 0 ? Deadline.NEVER : Deadline.after(Duration.ofMillis(extensionInterval()));
    }

    private void reportLostLease(MailboxReference source, Message message) {
        String lost = source.title() + ": the lease of message " + message.number();
        errors.accept("ipc-mq: " + lost + " ended before it was acknowledged");
    }

    /**
     * Returns the message's metadata with the additional header {@code failed-in}, which names the
     * mailbox from which the message came. If the sender gave no name, the name of the sender is
     * set to its process ID. Returns the metadata unchanged when the metadata has no room for these
     * additions.
     */
    private static byte[] deadLetterMetadata(MailboxReference source, Message message) {
        MessageMetadata original = message.meta();
        Map<String, String> headers = new LinkedHashMap<>(original.headers());
        headers.put("failed-in", source.text());
        try {
            return new MessageMetadata(MessageTemplate.sender(message), original.replyTo(), headers)
                    .bytes();
        } catch (IpcException e) {
            return original.bytes();
        }
    }

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.sender.close();
        }
    }
}
