package ipckit.mq.receive;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.mailbox.FailedDeliveries;
import ipckit.common.mailbox.MailboxSpec;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.OutgoingMessage;
import ipckit.common.mailbox.Receiver;
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
import ipckit.mq.message.CommandDelivery;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a command for each message, and acknowledges the message when the command exits with 0. A
 * command that runs and fails uses up one try of the message. If HUP, INT (Ctrl-C) or TERM ends the
 * command, this does not count as a failure: this sink gives the message back, and {@code recv}
 * ends. A signal that only {@code recv} receives does not reach the command, see {@link
 * CommandWork}.
 *
 * <p>When the tries or deliveries of a message reach their limit, this sink moves the message to
 * the mailbox for dead letters. Without such a mailbox, it gives the message back, and {@code recv}
 * ends.
 *
 * @param words the command and its arguments
 * @param framing the framing of the message on the command's stdin
 * @param lease the duration of the lease of a message, in milliseconds; 0 for no lease
 * @param grace the longest time for which the command may work after the first signal; null for no
 *     limit
 * @param limits the limits for the tries and deliveries of a message
 * @param retryDelay the time for which a message is hidden after a failed try
 * @param deadLetters the mailbox for dead letters; null if there is none
 * @param errors receives one line when a message is given back because it has reached a limit, or
 *     when the lease of a message has ended too early
 */
record MessageCommandSink(
        List<String> words,
        Framing framing,
        long lease,
        Duration grace,
        RetryOptions.Limits limits,
        RetryDelay retryDelay,
        DeadLetterMailbox deadLetters,
        Consumer<String> errors)
        implements MessageSink {
    /**
     * The duration of a lease, divided by this number, is the time between two extensions of the
     * lease. The number is greater than 1, so that the lease does not end when one extension is
     * late.
     */
    private static final int EXTENSIONS_PER_LEASE = 3;

    /** The result of {@link #settle} that says that the message must become a dead letter. */
    private static final int DEAD = -2;

    @Override
    public void opened(MailboxReference source, MailboxSpec spec) {
        if (deadLetters != null) {
            deadLetters.checkAccepts(source, spec);
        }
    }

    @Override
    public int deliver(MailboxReference source, Receiver receiver) {
        Message message = receiver.message(0);
        if (message == null) {
            return RETRY;
        }
        FailedDeliveries before = message.failures();
        boolean lost = !limits.allowDelivery(before.lost());
        if (lost || deadLetters != null && !limits.allowTry(before.tries())) {
            // Earlier deliveries have used up the limits, for example because receivers died while
            // they handled the message. Therefore the command does not run again, and the message
            // becomes a dead letter. An earlier receiver may have died after it had put the same
            // dead letter into the mailbox for dead letters. Therefore the new copy is marked as
            // redelivered: its number of earlier deliveries is 1.
            return giveUp(source, receiver, message, deadLetter(source, message, before, !lost, 1));
        }
        ExitResult result;
        int outcome;
        try (CommandWork work = new CommandWork(grace, receiver::giveBackUndelivered)) {
            result = runCommand(work, source.text(), message, receiver);
            outcome = settle(work, result, source, receiver, message);
        }
        if (outcome != DEAD) {
            return outcome;
        }
        FailedDeliveries now = before.andTry(code(result), System.currentTimeMillis());
        move(source, receiver, message, deadLetter(source, message, now, true, 0));
        return 0;
    }

    private ExitResult runCommand(
            CommandWork work, String mailbox, Message message, Receiver receiver) {
        ChildProcess child;
        try (CommandInput input = CommandDelivery.input(mailbox, message, framing)) {
            ProcessLaunch command = new UserCommand(words).reading(input);
            CommandDelivery.variables(mailbox, message).forEach(command::with);
            child = work.start(command);
        } catch (IpcException e) {
            // No command has run for the message, so this delivery is not counted.
            receiver.giveBackUndelivered();
            throw e;
        }
        return lease == 0
                ? child.await()
                : child.await(extensionInterval(), () -> extend(receiver));
    }

    private void extend(Receiver receiver) {
        try {
            receiver.extend(lease);
        } catch (IpcException | InternalError e) {
            // The lease cannot be extended: the mailbox was removed or is damaged, or a stopped
            // process holds the lock of the mailbox. The command continues to run. If the command
            // succeeds, settle() acknowledges the message, and then notices whether the lease has
            // ended.
        }
    }

    /**
     * Acknowledges the message or gives it back, depending on the result of its command, and
     * returns the value that {@link #deliver} must return. If the message must become a dead
     * letter, returns {@link #DEAD} instead, and the message stays claimed.
     */
    private int settle(
            CommandWork work,
            ExitResult result,
            MailboxReference source,
            Receiver receiver,
            Message message) {
        int status = result.status();
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
        receiver.countTry(code(result), System.currentTimeMillis());
        int tries = message.failures().tries() + 1;
        boolean again = limits.allowTry(tries);
        if (deadLetters != null && !again && !Shutdown.isEnding()) {
            return DEAD;
        }
        retryDelay.giveBack(receiver, tries);
        if (again || deadLetters != null) {
            return RETRY;
        }
        String failure = words.getFirst() + " failed with status " + status;
        String end =
                receiver.isOfRemovedMailbox() ? " was removed with its mailbox" : " given back";
        errors.accept("ipc-mq: " + failure + ": message " + message.number() + end);
        return status;
    }

    /**
     * Returns the result as {@link FailedDeliveries#result} stores it: the exit status, or −N if
     * the signal with the number N ended the command.
     */
    private static int code(ExitResult result) {
        return result.signal() == 0 ? result.exit() : -result.signal();
    }

    private OutgoingMessage deadLetter(
            MailboxReference source,
            Message message,
            FailedDeliveries failures,
            boolean byTry,
            int deliveries) {
        if (deadLetters == null) {
            return null;
        }
        return new OutgoingMessage(
                        message.priority(),
                        DeadLetterHeaders.added(source.text(), message, failures, byTry),
                        MemorySegment.ofArray(message.body()),
                        0,
                        message.body().length)
                .delivered(deliveries);
    }

    /**
     * Moves a message to the mailbox for dead letters and returns 0. If there is no such mailbox,
     * gives the message back and returns the exit code with which {@code recv} ends.
     *
     * @param letter the dead letter; null if there is no mailbox for dead letters
     */
    private int giveUp(
            MailboxReference source, Receiver receiver, Message message, OutgoingMessage letter) {
        if (letter != null) {
            move(source, receiver, message, letter);
            return 0;
        }
        receiver.giveBackUndelivered();
        String what = "message " + message.number() + " given back after ";
        String lost = CountedNoun.of(message.failures().lost(), "lost delivery");
        errors.accept("ipc-mq: " + source.title() + ": " + what + lost);
        return ExitCode.FAILED.code();
    }

    private void move(
            MailboxReference source, Receiver receiver, Message message, OutgoingMessage letter) {
        boolean moved;
        try {
            do {
                if (lease != 0) {
                    receiver.extend(lease);
                }
                moved = deadLetters.put(letter, nextExtension());
            } while (!moved && receiver.isOurs());
        } catch (IpcException e) {
            receiver.giveBack();
            throw e;
        }
        if (!moved || !receiver.acknowledge(1)) {
            reportLostLease(source, message);
        }
    }

    private long extensionInterval() {
        return Math.max(1, lease / EXTENSIONS_PER_LEASE);
    }

    /**
     * Returns the deadline of one attempt to put a dead letter: the time of the next extension of
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

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }
}
