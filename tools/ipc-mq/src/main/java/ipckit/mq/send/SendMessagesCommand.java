package ipckit.mq.send;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueueOptionCheck;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.MetadataOptions;
import ipckit.mq.task.LinkOptions;
import ipckit.mq.task.LinkRegistry;

import java.util.List;

/** {@code send}: messages into a mailbox. */
public final class SendMessagesCommand implements Command {
    private final Argument<List<String>> words;
    private final LinkOptions link;
    private final MetadataOptions envelope;
    private final Argument<String> replyTo;
    private final FramingOptions<Framing> streams;
    private final WaitOptions patience;
    private final Argument<Boolean> untilReceived;
    private final Argument<Boolean> pend;
    private final KernelQueueOptionCheck kernel = new KernelQueueOptionCheck();

    public SendMessagesCommand(Arguments arguments) {
        words =
                arguments.operands(
                        "NAME MESSAGE",
                        "the mailbox (none with --to), and what to send; - for those on stdin",
                        1);
        link = new LinkOptions(arguments, "--to", "the task to send to, in place of a mailbox");
        envelope = new MetadataOptions(arguments);
        replyTo = arguments.text("--reply-to", "NAME", "the mailbox for answers");
        streams =
                new FramingOptions<>(
                        arguments,
                        Framing.values(),
                        "message",
                        "all of stdin is one message, as it is");
        patience = new WaitOptions(arguments);
        untilReceived =
                arguments.flag("--until-received", "wait until a receiver has each message");
        pend =
                arguments.flag(
                        "--pend", "if it is full, one message is kept beyond the limit for TASK");
        arguments.exclusive(pend, patience.timeout());
        arguments.exclusive(pend, untilReceived);
        arguments.needs(link.capacity(), link.peer());
        envelope.refuseIn(kernel);
        kernel.refuse(replyTo, "addresses for answers")
                .refuse(untilReceived, "acknowledgements")
                .refuse(pend, "pending messages");
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
        List<String> all = given.get(words);
        if (link.isGiven(given)) {
            sendToTask(given, console);
            return ExitCode.OK.code();
        }
        String mailbox = all.getFirst();
        if (all.size() == 1) {
            throw new IpcException(Category.USAGE, "MESSAGE is missing");
        }
        if (KernelQueueName.isMeantBy(mailbox)) {
            sendToQueue(KernelQueueName.parse(mailbox), given, console);
        } else {
            ObjectName name = MailboxRegistry.name(mailbox);
            send(new MailboxRegistry().route(name), messages(given), given, console);
        }
        return ExitCode.OK.code();
    }

    /** What is behind the name. */
    private List<String> messages(ParsedArguments given) {
        List<String> all = given.get(words);
        return all.subList(1, all.size());
    }

    private void sendToTask(ParsedArguments given, Console console) {
        ObjectName us = link.task(envelope.sender(given));
        LinkRegistry links = new LinkRegistry();
        ObjectName peer = link.peer(given, links, us);
        send(links.link(us, peer, link.capacity(given)), given.get(words), given, console);
    }

    private void sendToQueue(KernelQueueName queue, ParsedArguments given, Console console) {
        kernel.check(queue, given);
        new KernelSendRun(queue, patience.of(given))
                .run(
                        messages(given),
                        maxSize ->
                                new MessageInput(
                                        console,
                                        streams.of(given),
                                        envelope.priority(given),
                                        MessageMetadata.NONE.bytes(),
                                        maxSize));
    }

    private void send(
            MailboxReference route, List<String> messages, ParsedArguments given, Console console) {
        String sender = envelope.sender(given);
        if (given.get(pend) && sender.isEmpty()) {
            throw new IpcException(Category.USAGE, "--pend needs --as or $IPC_TASK");
        }
        String answers = given.find(replyTo).map(SendMessagesCommand::address).orElse("");
        new SendRun(
                        new SendRun.Plan(
                                route,
                                messages,
                                envelope.priority(given),
                                envelope.meta(given, answers),
                                streams.of(given),
                                patience.of(given),
                                given.get(untilReceived),
                                given.get(pend)),
                        console)
                .run();
    }

    /** Answers may go to a queue of the kernel, too. */
    private static String address(String to) {
        return KernelQueueName.isMeantBy(to)
                ? KernelQueueName.parse(to).toString()
                : MailboxRegistry.name(to).text();
    }
}
