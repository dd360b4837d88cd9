package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Patience;

import java.util.List;

/** {@code send}: messages into a mailbox. */
final class SendCommand implements Command {
    private final Arg<String> name;
    private final Arg<List<String>> messages;
    private final Envelope envelope;
    private final Arg<String> replyTo;
    private final Streams streams;
    private final Patience patience;
    private final Arg<Boolean> untilReceived;
    private final Arg<Boolean> pend;

    SendCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        messages = arguments.operands("MESSAGE", "what to send; - for those on stdin", 1);
        envelope = new Envelope(arguments);
        replyTo = arguments.text("--reply-to", "NAME", "the mailbox for answers");
        streams = new Streams(arguments, "all of stdin is one message, as it is");
        patience = new Patience(arguments);
        untilReceived =
                arguments.flag("--until-received", "wait until a receiver has each message");
        pend =
                arguments.flag(
                        "--pend", "if it is full, one message is kept beyond the limit for TASK");
        arguments.exclusive(pend, patience.timeout());
        arguments.exclusive(pend, untilReceived);
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
    public int run(Parsed given, Console console) {
        String sender = envelope.sender(given);
        if (given.get(pend) && sender.isEmpty()) {
            throw new IpcException(Category.USAGE, "--pend needs --as or $IPC_TASK");
        }
        String answers = given.find(replyTo).map(to -> Mailboxes.name(to).text()).orElse("");
        new Sending(
                        new Sending.Plan(
                                Mailboxes.name(given.get(name)),
                                given.get(messages),
                                envelope.priority(given),
                                envelope.meta(given, answers),
                                streams.of(given),
                                patience.of(given),
                                given.get(untilReceived),
                                given.get(pend)),
                        console)
                .run();
        return ExitCode.OK.code();
    }
}
