package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.mq.kernel.KernelQueueName;
import ipckit.mq.kernel.KernelQueueOptionCheck;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.message.MessageOutputOptions;
import ipckit.mq.message.MessagePrinter;
import ipckit.mq.task.LinkOptions;
import ipckit.mq.task.LinkRegistry;
import ipckit.mq.task.TaskNameConverter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code recv}: messages out of mailboxes, to stdout or to a command. */
public final class ReceiveMessagesCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<String> as;
    private final LinkOptions link;
    private final Argument<Long> count;
    private final Argument<Boolean> follow;
    private final Argument<Boolean> drain;
    private final WaitOptions patience;
    private final MessageOutputOptions printing;
    private final Argument<Duration> lease;
    private final RetryOptions retries;
    private final Argument<List<String>> command;
    private final KernelQueueOptionCheck kernel = new KernelQueueOptionCheck();

    public ReceiveMessagesCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the mailbox, or several", 0);
        as =
                arguments.option(
                        "--as",
                        "TASK",
                        "receive what is sent to TASK (default without NAME: $IPC_TASK)",
                        TaskNameConverter.ANY);
        link = new LinkOptions(arguments, "--from", "only what this task sends to TASK");
        count = arguments.count("-n, --count", "N", "end after so many messages (default: 1)");
        follow = arguments.flag("--follow", "never end");
        drain = arguments.flag("--drain", "end when there is nothing to be had now");
        patience = new WaitOptions(arguments);
        printing = new MessageOutputOptions(arguments);
        lease =
                arguments.option(
                        "--lease",
                        "DURATION",
                        "hide messages so long, until they are acknowledged",
                        LeaseDuration.LENGTHS);
        retries = RetryOptions.withDeadLetters(arguments, "message", "mailbox", Completion.MAILBOX);
        command =
                arguments.command(
                        "run for each message, which it has as stdin; done when it exits 0", false);
        arguments.exclusive(as, names);
        arguments.exclusive(link.peer(), names);
        arguments.needs(link.capacity(), link.peer());
        arguments.exclusive(count, follow, drain);
        arguments.exclusive(drain, patience.timeout());
        retries.need(arguments, command);
        kernel.refuse(lease, "leases")
                .refuse(retries.retries(), "redelivery")
                .refuse(retries.deadLetter(), "dead letters")
                .refuse(command, "redelivery of messages on which CMD failed");
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
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
        for (String mailbox : given.get(names)) {
            if (KernelQueueName.isMeantBy(mailbox)) {
                return receiveFromQueue(KernelQueueName.parse(mailbox), given, console);
            }
        }
        List<ObjectName> mailboxes = given.get(names).stream().map(MailboxRegistry::name).toList();
        long hidden = given.find(lease).map(LeaseDuration::millis).orElse(0L);
        ReceiveRun.Plan plan = plan(given, mailboxes, hidden);
        try (MessageSink sink = sink(given, console, mailboxes, hidden)) {
            return new ReceiveRun(plan, sink).run();
        }
    }

    private ReceiveRun.Plan plan(ParsedArguments given, List<ObjectName> mailboxes, long hidden) {
        List<MailboxReference> routes = new ArrayList<>();
        ObjectName task = null;
        if (mailboxes.isEmpty()) {
            String name = given.find(as).orElseGet(TaskNameConverter::ofEnvironment);
            if (name.isEmpty() && !link.isGiven(given)) {
                throw new IpcException(
                        Category.USAGE, "NAME is missing, or --as, to receive as a task");
            }
            ObjectName us = link.task(name);
            if (link.isGiven(given)) {
                LinkRegistry links = new LinkRegistry();
                ObjectName peer = link.peer(given, links, us);
                routes.add(links.link(peer, us, link.capacity(given)));
            } else {
                task = us;
            }
        } else {
            MailboxRegistry all = new MailboxRegistry();
            mailboxes.forEach(name -> routes.add(all.route(name)));
        }
        return new ReceiveRun.Plan(
                routes, task, most(given), patience.of(given), given.get(drain), hidden);
    }

    private long most(ParsedArguments given) {
        return given.get(follow) || given.get(drain)
                ? Long.MAX_VALUE
                : given.find(count).orElse(1L);
    }

    private int receiveFromQueue(KernelQueueName queue, ParsedArguments given, Console console) {
        kernel.check(queue, given);
        if (given.get(names).size() > 1) {
            throw queue.without("waits for several at once");
        }
        MessagePrinter printer = printing.kernelPrinter(queue, given, console);
        return new KernelReceiveRun(queue, most(given), patience.of(given), given.get(drain))
                .run(printer);
    }

    private MessageSink sink(
            ParsedArguments given, Console console, List<ObjectName> mailboxes, long hidden) {
        List<String> words = given.get(command);
        if (words.isEmpty()) {
            return printing.isPlain(given) && hidden == 0
                    ? new MessageBodySink(console, printing.framing(given))
                    : new FormattingSink(printing.printer(given, console, hidden > 0), hidden > 0);
        }
        if (printing.isGiven(given)) {
            throw new IpcException(
                    Category.USAGE, "--format, --json and --shell are for stdout, not for CMD");
        }
        ObjectName dead =
                retries.deadLetter(given)
                        .map(
                                name ->
                                        MailboxRegistry.name(
                                                name, "headers, as dead letters need them"))
                        .orElse(null);
        if (dead != null && mailboxes.contains(dead)) {
            throw new IpcException(
                    Category.USAGE, "dead letters need a mailbox of their own, not " + dead);
        }
        return new MessageCommandSink(
                words,
                printing.framing(given),
                hidden,
                retries.retries(given),
                dead,
                console::error);
    }
}
