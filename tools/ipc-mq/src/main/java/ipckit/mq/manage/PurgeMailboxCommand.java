package ipckit.mq.manage;

import ipckit.common.CountedNoun;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueues;
import ipckit.mq.task.MailboxReferenceParser;

/**
 * {@code purge}: drops the messages that can be received now. A message is kept if its sender waits
 * until the message is received or answered. Also drops the pending messages, which were sent with
 * {@code --pend} while the mailbox was full.
 */
public final class PurgeMailboxCommand implements Command {
    private final Argument<String> name;

    public PurgeMailboxCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox").completes(Completion.MAILBOX);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String mailbox = given.get(name);
        long dropped =
                KernelQueueName.isMeantBy(mailbox)
                        ? KernelQueues.purge(KernelQueueName.parse(mailbox))
                        : MailboxReferenceParser.parse(mailbox, "").atDesk(ReceiptDesk::purge);
        console.message("ipc-mq: dropped " + CountedNoun.of(dropped, "message"));
        return ExitCode.OK.code();
    }
}
