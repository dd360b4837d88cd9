package ipckit.mq.manage;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.PosixName;
import ipckit.common.naming.SystemVName;
import ipckit.common.pipe.kernel.PosixQueue;
import ipckit.common.pipe.kernel.SystemVQueue;
import ipckit.mq.kernel.PosixQueueName;
import ipckit.mq.kernel.SystemVQueueName;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.task.LinkRegistry;

import java.nio.file.Path;

/**
 * {@code ls}: lists mailboxes, kernel queues or links. If an object cannot be read, the listing
 * shows the reason as the state of the object, such as {@code denied}.
 */
public final class ListMailboxesCommand implements Command {
    private final Argument<MailboxScheme> scheme;
    private final Argument<Boolean> links;
    private final Argument<Boolean> json;

    public ListMailboxesCommand(Arguments arguments) {
        scheme =
                arguments
                        .choice("--scheme", MailboxScheme.values(), "which mailboxes")
                        .orElse(MailboxScheme.LOCAL);
        links = arguments.flag("--links", "list the links between tasks instead of mailboxes");
        json = arguments.json();
        arguments.exclusive(scheme, links);
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        boolean asJson = given.get(json);
        MailboxListing listing;
        if (given.get(links)) {
            listing = MailboxListing.ofMailboxes(console, asJson, "FROM", "TO");
            for (LinkRegistry.Link link : new LinkRegistry().all()) {
                listing.add(link::monitor, link.from().text(), link.to().text());
            }
        } else if (given.get(scheme) == MailboxScheme.POSIX) {
            listing = MailboxListing.ofPosixQueues(console, asJson);
            for (Path file : PosixQueue.list()) {
                listing.add(new PosixQueueName(PosixName.of(file)));
            }
        } else if (given.get(scheme) == MailboxScheme.SYSV) {
            listing = MailboxListing.ofSystemVQueues(console, asJson);
            for (SystemVQueue.Identity queue : SystemVQueue.list()) {
                listing.add(SystemVQueueName.of(SystemVName.of(queue.key(), queue.id())));
            }
        } else {
            listing = MailboxListing.ofMailboxes(console, asJson, "NAME");
            MailboxRegistry mailboxes = new MailboxRegistry();
            for (ObjectName name : mailboxes.list()) {
                listing.add(() -> mailboxes.monitor(name), name.text());
            }
        }
        listing.print();
        return ExitCode.OK.code();
    }
}
