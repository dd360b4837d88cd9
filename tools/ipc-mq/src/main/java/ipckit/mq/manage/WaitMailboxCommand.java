package ipckit.mq.manage;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
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
import ipckit.mq.kernel.KernelQueueOptionCheck;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;
import ipckit.mq.task.TaskNameConverter;

/** {@code wait}: until something can be done at a mailbox, without doing it. */
public final class WaitMailboxCommand implements Command {
    /** What is waited for. */
    private enum What {
        /** A message to be received. */
        MESSAGE,
        /** Room for one more. */
        ROOM,
        /** That the sender's pending message has been let in. */
        ACCEPTED,
        /** That somebody serves it. */
        SERVICE
    }

    private final Argument<String> name;
    private final Argument<What> what;
    private final Argument<String> as;
    private final WaitOptions patience;
    private final KernelQueueOptionCheck kernel = new KernelQueueOptionCheck();

    public WaitMailboxCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        what =
                arguments
                        .choice("--for", What.values(), "accepted: TASK's pending message is in")
                        .orElse(What.MESSAGE);
        as =
                arguments.option(
                        "--as",
                        "TASK",
                        "the sender's name (default: $IPC_TASK)",
                        TaskNameConverter.ANY);
        patience = new WaitOptions(arguments);
        kernel.refuse(as, "senders");
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
        kernel.check(queue, given);
        WaitOptions.Limit limit = patience.of(given);
        Deadline deadline = limit.next();
        boolean done =
                switch (given.get(what)) {
                    case MESSAGE ->
                            KernelQueues.receiving(queue, open -> open.awaitMessage(deadline));
                    case ROOM -> KernelQueues.sending(queue, open -> open.awaitRoom(deadline));
                    case ACCEPTED -> throw queue.without("pending messages");
                    case SERVICE -> throw queue.without("services");
                };
        if (!done) {
            throw queue.named(KernelQueues.inVain(limit, reason(given.get(what))));
        }
    }

    private void awaitMailbox(MailboxReference route, ParsedArguments given) {
        String sender = given.find(as).orElseGet(TaskNameConverter::ofEnvironment);
        if (given.get(what) == What.ACCEPTED && sender.isEmpty()) {
            throw new IpcException(Category.USAGE, "--for accepted needs --as or $IPC_TASK");
        }
        WaitOptions.Limit limit = patience.of(given);
        Mailbox box = route.open();
        try {
            MailboxOutcome outcome = await(box, given.get(what), sender, limit.next());
            if (outcome != MailboxOutcome.DONE) {
                throw WaitFailure.failure(outcome, limit, reason(given.get(what)));
            }
        } catch (IpcException e) {
            throw route.named(e);
        }
    }

    private static MailboxOutcome await(Mailbox box, What what, String sender, Deadline deadline) {
        switch (what) {
            case MESSAGE -> {
                try (Receiver onlooker = box.onlooker(() -> false)) {
                    return onlooker.awaitMessage(deadline);
                }
            }
            case ROOM -> {
                try (Sender one = box.sender(deadline)) {
                    return one.awaitFree(deadline);
                }
            }
            case ACCEPTED -> {
                try (PendingSender pender = box.pender(sender, deadline)) {
                    return pender.awaitAccepted(deadline);
                }
            }
            case SERVICE -> {
                try (Caller caller = box.caller(deadline)) {
                    return caller.awaitService(deadline);
                }
            }
        }
        throw new AssertionError(what);
    }

    private static String reason(What what) {
        return switch (what) {
            case MESSAGE -> "it is empty";
            case ROOM -> "it is full";
            case ACCEPTED -> "the message is still pending";
            case SERVICE -> "nobody serves it";
        };
    }
}
