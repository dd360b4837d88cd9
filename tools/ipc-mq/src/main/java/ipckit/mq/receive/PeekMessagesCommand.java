package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.Message;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.message.MessagePrinter;
import ipckit.mq.task.MailboxReferenceParser;

import java.util.List;

/** {@code peek}: prints messages without receiving them. */
public final class PeekMessagesCommand implements Command {
    private final Argument<String> name;
    private final Argument<Long> count;
    private final Argument<Boolean> delayed;
    private final MessageOutputOptions output;

    public PeekMessagesCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox").completes(Completion.MAILBOX);
        count =
                arguments
                        .count("-n, --count", "N", "the next N messages, in order of reception")
                        .orElse(1L);
        delayed =
                arguments.flag(
                        "--delayed", "the delayed messages instead, in order of their times");
        output = new MessageOutputOptions(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        MailboxReference mailbox =
                MailboxReferenceParser.parse(
                        given.get(name), "looks at messages without receiving them");
        int most = (int) Math.min(Integer.MAX_VALUE, given.get(count));
        boolean later = given.get(delayed);
        List<Message> found =
                mailbox.atDesk(desk -> later ? desk.peekDelayed(most) : desk.peek(most));
        if (found.isEmpty()) {
            String reason = later ? "no message is delayed" : "it is empty";
            throw mailbox.named(new IpcException(Category.WOULD_BLOCK, reason));
        }
        MessagePrinter printer = output.printer(given, console, false);
        found.forEach(message -> printer.print(mailbox.text(), message));
        return ExitCode.OK.code();
    }
}
