package ipckit.mq.manage;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.task.LinkRegistry;

/**
 * {@code ls}: lists mailboxes, kernel queues or links. An object that cannot be read is listed with
 * the reason.
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
        if (given.get(links)) {
            listLinks(new MailboxListing(console, asJson, "FROM", "TO"));
        } else if (given.get(scheme) == MailboxScheme.POSIX) {
            KernelQueueListing.print(console, asJson);
        } else {
            listMailboxes(new MailboxListing(console, asJson, "NAME"));
        }
        return ExitCode.OK.code();
    }

    private static void listLinks(MailboxListing listing) {
        for (LinkRegistry.Link link : new LinkRegistry().all()) {
            listing.add(() -> link.monitor().look(false), link.from().text(), link.to().text());
        }
        listing.print();
    }

    private static void listMailboxes(MailboxListing listing) {
        MailboxRegistry mailboxes = new MailboxRegistry();
        for (ObjectName name : mailboxes.list()) {
            listing.add(() -> mailboxes.reference(name).monitor().look(false), name.text());
        }
        listing.print();
    }
}
