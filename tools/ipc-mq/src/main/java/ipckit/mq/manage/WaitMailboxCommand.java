package ipckit.mq.manage;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.Caller;
import ipckit.common.mailbox.Mailbox;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.PendingSender;
import ipckit.common.mailbox.Receiver;
import ipckit.common.mailbox.Sender;
import ipckit.mq.failure.WaitFailure;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;
import ipckit.mq.task.TaskNameConverter;

/**
 * {@code wait}: waits until a mailbox meets a condition: by default, until a message can be
 * received. Receives and sends no message.
 */
public final class WaitMailboxCommand implements Command {
    /** The condition that ends the wait. */
    private enum Condition {
        /** A message can be received from the mailbox. */
        MESSAGE("it is empty"),
        /** A message can be sent to the mailbox, because the mailbox is not full. */
        ROOM("it is full"),
        /**
         * A task's pending message has entered the mailbox. The option {@code --as} names the task.
         * A message is pending if it was sent with {@code --pend} while the mailbox was full.
         */
        ACCEPTED("the message is still pending"),
        /** A service is attached to the mailbox: a process that replies to requests. */
        SERVICE(WaitFailure.NO_SERVICE);

        private final String unmetReason;

        Condition(String unmetReason) {
            this.unmetReason = unmetReason;
        }
    }

    private final Argument<String> name;
    private final Argument<Condition> condition;
    private final Argument<String> as;
    private final WaitOptions waiting;

    public WaitMailboxCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox").completes(Completion.MAILBOX);
        condition =
                arguments
                        .choice(
                                "--for",
                                Condition.values(),
                                "accepted: TASK's pending message has entered")
                        .orElse(Condition.MESSAGE);
        as = TaskNameConverter.option(arguments, "the sender's name (default: $IPC_TASK)");
        waiting = new WaitOptions(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (KernelQueueName.isMeantBy(given.get(name))) {
            awaitQueue(KernelQueueName.parse(given.get(name)), given);
        } else {
            awaitMailbox(MailboxReferenceParser.parse(given.get(name), ""), given);
        }
        return ExitCode.OK.code();
    }

    private void awaitQueue(KernelQueueName queue, ParsedArguments given) {
        queue.refuse(given, as, "senders");
        WaitOptions.Limit limit = waiting.of(given);
        Deadline deadline = limit.next();
        boolean met =
                switch (given.get(condition)) {
                    case MESSAGE ->
                            KernelQueues.receiving(queue, open -> open.awaitMessage(deadline));
                    case ROOM -> KernelQueues.sending(queue, open -> open.awaitRoom(deadline));
                    case ACCEPTED -> throw queue.without("pending messages");
                    case SERVICE -> throw queue.without("services");
                };
        if (!met) {
            throw queue.named(KernelQueues.limitReached(limit, given.get(condition).unmetReason));
        }
    }

    private void awaitMailbox(MailboxReference reference, ParsedArguments given) {
        Condition awaited = given.get(condition);
        String sender = TaskNameConverter.name(given, as);
        if (awaited == Condition.ACCEPTED && sender.isEmpty()) {
            throw new IpcException(Category.USAGE, "--for accepted needs --as or $IPC_TASK");
        }
        WaitOptions.Limit limit = waiting.of(given);
        Mailbox mailbox = reference.open();
        try {
            MailboxOutcome outcome = await(mailbox, awaited, sender, limit.next());
            if (outcome != MailboxOutcome.DONE) {
                throw WaitFailure.failure(outcome, limit, awaited.unmetReason);
            }
        } catch (IpcException e) {
            throw reference.named(e);
        }
    }

    private static MailboxOutcome await(
            Mailbox mailbox, Condition condition, String sender, Deadline deadline) {
        return switch (condition) {
            case MESSAGE -> {
                try (Receiver onlooker = mailbox.onlooker(deadline, () -> false)) {
                    yield onlooker.awaitMessage(deadline);
                }
            }
            case ROOM -> {
                try (Sender attached = mailbox.sender(deadline)) {
                    yield attached.awaitFree(deadline);
                }
            }
            case ACCEPTED -> {
                try (PendingSender attached = mailbox.pender(sender, deadline)) {
                    yield attached.awaitAccepted(deadline);
                }
            }
            case SERVICE -> {
                try (Caller caller = mailbox.caller(deadline)) {
                    yield caller.awaitService(deadline);
                }
            }
        };
    }
}
