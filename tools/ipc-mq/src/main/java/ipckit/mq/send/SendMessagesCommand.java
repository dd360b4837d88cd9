package ipckit.mq.send;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.MessageMetadata;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.TypeOptions;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.MessageInput;
import ipckit.mq.message.MetadataOptions;
import ipckit.mq.port.message.PortMessages;
import ipckit.mq.task.LinkOptions;
import ipckit.mq.task.LinkRegistry;
import ipckit.mq.task.PortName;

import java.time.Duration;
import java.util.List;

/** {@code send}: sends messages to a mailbox, a kernel queue, a port or a task. */
public final class SendMessagesCommand implements Command {
    private final Argument<List<String>> words;
    private final LinkOptions link;
    private final MetadataOptions metadata;
    private final TypeOptions types;
    private final Argument<String> replyTo;
    private final FramingOptions<Framing> framing;
    private final WaitOptions waiting;
    private final Argument<Duration> delay;
    private final Argument<Duration> expire;
    private final Argument<Boolean> untilReceived;
    private final Argument<Boolean> pend;
    private final Argument<Boolean> create;

    public SendMessagesCommand(Arguments arguments) {
        words =
                arguments
                        .operands(
                                "NAME MESSAGE",
                                "the mailbox (none with --to), then messages; - for those on stdin",
                                1)
                        .completesFirst(Completion.MAILBOX_OR_PORT);
        link = LinkOptions.ofSender(arguments);
        metadata = new MetadataOptions(arguments);
        types = TypeOptions.ofSender(arguments);
        replyTo =
                arguments
                        .text("--reply-to", "NAME", "the mailbox for replies")
                        .completes(Completion.MAILBOX);
        framing = MessageInput.framing(arguments);
        waiting = new WaitOptions(arguments);
        delay = time(arguments, "--delay", "receivers get the message only after this time");
        expire = time(arguments, "--expire", "drop the message if it is not received by then");
        untilReceived =
                arguments.flag("--until-received", "wait until a receiver has each message");
        pend =
                arguments.flag(
                        "--pend", "leave one pending message of TASK when the mailbox is full");
        create = arguments.flag("--create", "create the mailbox if it is absent");
        arguments.exclusive(create, link.peer());
        arguments.exclusive(pend, waiting.timeout());
        arguments.exclusive(pend, waiting.noWait());
        arguments.exclusive(pend, untilReceived, delay);
        arguments.exclusive(untilReceived, expire);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    /**
     * Declares an option whose value is the time from the sending of a message to an event, such as
     * the expiry of the message. The shortest time is 10 ms, the resolution of the clock.
     */
    private static Argument<Duration> time(Arguments arguments, String name, String help) {
        return arguments.option(
                name, "DURATION", help, new DurationConverter(Duration.ofMillis(10)));
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<String> all = given.get(words);
        if (link.isGiven(given)) {
            types.refuse(given);
            sendToTask(given, console);
            return ExitCode.OK.code();
        }
        String mailbox = all.getFirst();
        if (all.size() == 1) {
            throw new IpcException(Category.USAGE, "MESSAGE is missing");
        }
        List<String> messages = all.subList(1, all.size());
        if (PortName.isMeantBy(mailbox)) {
            return sendToPort(PortName.parse(mailbox), messages, given, console);
        }
        if (KernelQueueName.isMeantBy(mailbox)) {
            KernelQueueName queue = types.of(KernelQueueName.parse(mailbox), given);
            sendToQueue(queue, messages, given, console);
        } else {
            types.refuse(given);
            ObjectName name = MailboxRegistry.parse(mailbox);
            MailboxReference target = new MailboxRegistry().reference(name, given.get(create));
            send(target, messages, given, console);
        }
        return ExitCode.OK.code();
    }

    private void sendToTask(ParsedArguments given, Console console) {
        ObjectName own = link.ownTask(metadata.sender(given));
        LinkRegistry links = new LinkRegistry();
        ObjectName peer = link.awaitPeer(given, links, own);
        send(links.link(own, peer, link.capacity(given)), given.get(words), given, console);
    }

    private int sendToPort(
            String port, List<String> messages, ParsedArguments given, Console console) {
        types.refuse(given);
        metadata.refuseForPort(given);
        PortName.refuse(given, replyTo, delay, expire, untilReceived, create);
        return PortMessages.send(
                PortName.requireTask(metadata.sender(given)),
                port,
                messages,
                framing.of(given),
                waiting.of(given),
                given.get(pend),
                console);
    }

    private void sendToQueue(
            KernelQueueName queue, List<String> messages, ParsedArguments given, Console console) {
        metadata.refuse(queue, given);
        queue.refuse(given, replyTo, "addresses for replies")
                .refuse(given, delay, "delayed messages")
                .refuse(given, expire, "messages that expire")
                .refuse(given, untilReceived, "acknowledgements")
                .refuse(given, pend, "pending messages")
                .refuse(given, create, "option --create");
        new KernelSendRun(queue, waiting.of(given))
                .run(
                        messages,
                        maxSize ->
                                new MessageInput(
                                        console,
                                        framing.of(given),
                                        metadata.priority(given),
                                        MessageMetadata.NONE,
                                        maxSize));
    }

    private void send(
            MailboxReference target,
            List<String> messages,
            ParsedArguments given,
            Console console) {
        if (given.get(pend) && metadata.sender(given).isEmpty()) {
            throw new IpcException(Category.USAGE, "--pend needs --as or $IPC_TASK");
        }
        String replies = given.find(replyTo).map(SendMessagesCommand::replyAddress).orElse("");
        new SendRun(
                        new SendRun.Plan(
                                target,
                                messages,
                                metadata.priority(given),
                                metadata.metadata(given, replies),
                                framing.of(given),
                                waiting.of(given),
                                given.find(delay).orElse(Duration.ZERO),
                                given.find(expire),
                                given.get(untilReceived),
                                given.get(pend)),
                        console)
                .run();
    }

    /**
     * Checks the name of the mailbox or kernel queue for replies, and returns the name in the form
     * {@code jobs}, {@code posix:/jobs} or {@code sysv:0x1234}.
     */
    private static String replyAddress(String name) {
        if (ExactText.hasInvalidUtf8(name)) {
            throw new IpcException(
                    Category.USAGE, "the name of a mailbox for replies is UTF-8 text");
        }
        return KernelQueueName.isMeantBy(name)
                ? KernelQueueName.parse(name).toString()
                : MailboxRegistry.parse(name).text();
    }
}
