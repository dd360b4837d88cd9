package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.Message;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.message.MessagePrinter;
import ipckit.mq.task.MailboxReferenceParser;

import java.util.List;

/** {@code peek}: messages to stdout that stay where they are. */
public final class PeekMessagesCommand implements Command {
    private final Argument<String> name;
    private final Argument<Long> count;
    private final MessageOutputOptions printing;

    public PeekMessagesCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        count =
                arguments
                        .count("-n, --count", "N", "so many, in the order of their reception")
                        .orElse(1L);
        printing = new MessageOutputOptions(arguments);
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
        MailboxReference route =
                MailboxReferenceParser.parse(
                        given.get(name), "looks at messages without receiving them");
        int most = (int) Math.min(Integer.MAX_VALUE, given.get(count));
        List<Message> found;
        try (ReceiptDesk desk = route.open().desk()) {
            found = desk.peek(most);
        } catch (IpcException e) {
            throw route.named(e);
        }
        if (found.isEmpty()) {
            throw route.named(new IpcException(Category.WOULD_BLOCK, "it is empty"));
        }
        MessagePrinter printer = printing.printer(given, console, false);
        found.forEach(message -> printer.print(route.text(), message));
        return ExitCode.OK.code();
    }
}
