package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.naming.ObjectName;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.TypeOptions;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.KernelMessagePrinter;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.port.message.PortMessages;
import ipckit.mq.task.LinkOptions;
import ipckit.mq.task.LinkRegistry;
import ipckit.mq.task.PortName;
import ipckit.mq.task.TaskNameConverter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code recv}: receives messages, and writes them to stdout or runs a command for each of them.
 */
public final class ReceiveMessagesCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<String> as;
    private final LinkOptions link;
    private final Argument<Long> count;
    private final Argument<Boolean> follow;
    private final Argument<Boolean> drain;
    private final TypeOptions types;
    private final WaitOptions waiting;
    private final MessageOutputOptions output;
    private final Argument<Duration> lease;
    private final Argument<Long> prefetch;
    private final RetryOptions retries;
    private final Argument<Duration> retryDelay;
    private final GraceOption grace;
    private final DaemonOptions daemon;
    private final Argument<Boolean> create;
    private final Argument<List<String>> command;

    public ReceiveMessagesCommand(Arguments arguments) {
        names =
                arguments
                        .operands("NAME", "one or more mailboxes", 0)
                        .completes(Completion.MAILBOX_OR_PORT);
        as =
                TaskNameConverter.option(
                        arguments, "messages to TASK (default without NAME: $IPC_TASK)");
        link = LinkOptions.ofReceiver(arguments);
        count = arguments.count("-n, --count", "N", "end after N messages (default: 1)");
        follow = arguments.flag("--follow", "receive for ever");
        drain = arguments.flag("--drain", "end as soon as no message is available");
        types = TypeOptions.ofReceiver(arguments);
        waiting = new WaitOptions(arguments);
        output = new MessageOutputOptions(arguments);
        lease =
                arguments.option(
                        "--lease",
                        "DURATION",
                        "hide each message this long, or until it is settled",
                        SettleLeaseCommand.LEASE);
        prefetch = arguments.count("--prefetch", "N", "hold at most N unacknowledged messages");
        retries = RetryOptions.withDeadLetters(arguments, "message", "mailbox", Completion.MAILBOX);
        retryDelay =
                arguments.option(
                        "--retry-delay",
                        "DURATION",
                        "wait before a retry, twice as long each time",
                        SettleLeaseCommand.LEASE);
        grace = new GraceOption(arguments);
        daemon = new DaemonOptions(arguments);
        create = arguments.flag("--create", "create each mailbox NAME that is absent");
        command =
                arguments.command(
                        "run for each message, which is its stdin; exit 0 acknowledges it", false);
        arguments.exclusive(link.peer(), names);
        arguments.needs(create, names);
        arguments.exclusive(count, follow, drain);
        arguments.exclusive(drain, waiting.timeout());
        arguments.exclusive(prefetch, command);
        retries.need(arguments, command);
        arguments.needs(retryDelay, command);
        grace.need(arguments, command);
        daemon.need(arguments, follow);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<String> words = given.get(command);
        if (given.get(follow)) {
            OptionalInt started = daemon.startReceiver(given, words, console);
            if (started.isPresent()) {
                return started.getAsInt();
            }
        }
        if (given.get(names).stream().anyMatch(PortName::isMeantBy)) {
            return receiveFromPort(given, console);
        }
        if (given.has(as) && !given.get(names).isEmpty()) {
            throw new IpcException(Category.USAGE, "--as and NAME exclude each other");
        }
        for (String mailbox : given.get(names)) {
            if (KernelQueueName.isMeantBy(mailbox)) {
                KernelQueueName queue = types.of(KernelQueueName.parse(mailbox), given);
                return receiveFromQueue(queue, given, console);
            }
        }
        types.refuse(given);
        List<ObjectName> mailboxes = given.get(names).stream().map(MailboxRegistry::parse).toList();
        long leaseMillis = given.find(lease).map(Duration::toMillis).orElse(0L);
        ReceiveRun.Plan plan = plan(given, mailboxes, leaseMillis);
        try (MessageSink sink = sink(given, console, mailboxes, leaseMillis)) {
            return new ReceiveRun(plan, sink).run();
        }
    }

    private ReceiveRun.Plan plan(
            ParsedArguments given, List<ObjectName> mailboxes, long leaseMillis) {
        List<MailboxReference> references = new ArrayList<>();
        ObjectName task = null;
        if (mailboxes.isEmpty()) {
            String name = TaskNameConverter.name(given, as);
            if (name.isEmpty() && !link.isGiven(given)) {
                throw new IpcException(
                        Category.USAGE, "NAME is missing, or --as, to receive as a task");
            }
            ObjectName own = link.ownTask(name);
            if (link.isGiven(given)) {
                LinkRegistry links = new LinkRegistry();
                ObjectName peer = link.awaitPeer(given, links, own);
                references.add(links.link(peer, own, link.capacity(given)));
            } else {
                task = own;
            }
        } else {
            MailboxRegistry registry = new MailboxRegistry();
            mailboxes.forEach(name -> references.add(registry.reference(name, given.get(create))));
        }
        return new ReceiveRun.Plan(
                references, task, limit(given), waiting.of(given), given.get(drain), leaseMillis);
    }

    private long limit(ParsedArguments given) {
        return given.get(follow) || given.get(drain)
                ? Long.MAX_VALUE
                : given.find(count).orElse(1L);
    }

    private int receiveFromPort(ParsedArguments given, Console console) {
        types.refuse(given);
        PortName.refuse(
                given,
                lease,
                prefetch,
                retries.retries(),
                retries.deadLetter(),
                retryDelay,
                create);
        if (given.has(command) || given.get(names).size() > 1) {
            throw new IpcException(
                    Category.USAGE, "a port does not support a command, or further mailboxes");
        }
        return PortMessages.receive(
                PortName.requireTask(TaskNameConverter.name(given, as)),
                PortName.parse(given.get(names).getFirst()),
                limit(given),
                waiting.of(given),
                given.get(drain),
                output,
                given,
                console);
    }

    private int receiveFromQueue(KernelQueueName queue, ParsedArguments given, Console console) {
        queue.refuse(given, lease, "leases")
                .refuse(given, prefetch, "acknowledgements")
                .refuse(given, retries.retries(), "redelivery")
                .refuse(given, retries.deadLetter(), "dead letters")
                .refuse(given, retryDelay, "delayed messages")
                .refuse(given, create, "option --create")
                .refuse(given, command, "redelivery of messages on which CMD failed");
        if (given.get(names).size() > 1) {
            throw queue.without("waits for several at once");
        }
        console.requireOutput();
        KernelMessagePrinter printer = output.kernelPrinter(queue, given, console);
        return new KernelReceiveRun(queue, limit(given), waiting.of(given), given.get(drain))
                .run(printer, console::error);
    }

    private MessageSink sink(
            ParsedArguments given, Console console, List<ObjectName> mailboxes, long leaseMillis) {
        List<String> words = given.get(command);
        boolean leased = leaseMillis > 0;
        if (words.isEmpty()) {
            int most = given.find(prefetch).map(n -> Math.clamp(n, 1, Integer.MAX_VALUE)).orElse(0);
            if (leased) {
                LeaseWindow window = most == 0 ? null : new LeaseWindow(most);
                return new LeasingSink(output.printer(given, console, true), window);
            }
            return output.writesBodiesOnly(given)
                    ? new MessageBodySink(console, output.framing(given), most)
                    : new FormattingSink(output.printer(given, console, false), most);
        }
        if (output.isGiven(given)) {
            throw new IpcException(
                    Category.USAGE, "--format, --json and --shell are for stdout, not for CMD");
        }
        ObjectName dead =
                retries.deadLetter(given)
                        .map(name -> MailboxRegistry.parse(name, "headers, as dead letters need"))
                        .orElse(null);
        if (dead != null && mailboxes.contains(dead)) {
            throw new IpcException(
                    Category.USAGE, "dead letters need a mailbox of their own, not " + dead);
        }
        return new MessageCommandSink(
                words,
                output.framing(given),
                leaseMillis,
                grace.of(given),
                retries.limits(given),
                new RetryDelay(given.find(retryDelay).orElse(Duration.ZERO)),
                dead == null ? null : DeadLetterMailbox.open(dead),
                console::error);
    }
}
