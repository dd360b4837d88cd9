package ipckit.mq.receive;

import ipckit.common.CountedNoun;
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
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxRegistry;

/** {@code move}: moves messages, for example dead letters, to another mailbox. */
public final class MoveMessagesCommand implements Command {
    private final Argument<String> from;
    private final Argument<String> to;
    private final Argument<Long> count;
    private final WaitOptions waiting;

    public MoveMessagesCommand(Arguments arguments) {
        from =
                arguments
                        .operand("FROM", "the mailbox with the messages")
                        .completes(Completion.MAILBOX);
        to =
                arguments
                        .operand("TO", "the mailbox that gets the messages")
                        .completes(Completion.MAILBOX);
        count = arguments.count("-n, --count", "N", "move at most N messages (default: all)");
        waiting = new WaitOptions(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName source = MailboxRegistry.parse(given.get(from), "acknowledgements");
        ObjectName target = MailboxRegistry.parse(given.get(to), "marks of redelivery");
        if (source.equals(target)) {
            throw new IpcException(Category.USAGE, "FROM and TO are the same mailbox: " + source);
        }
        long most = given.find(count).orElse(Long.MAX_VALUE);
        long moved = new MoveRun(source, target, most, waiting.of(given)).run();
        console.message("ipc-mq: moved " + CountedNoun.of(moved, "message"));
        return ExitCode.OK.code();
    }
}
