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
 * {@code ls}: all mailboxes, or all links. One that cannot be looked at is a line like any other.
 */
public final class ListMailboxesCommand implements Command {
    private final Argument<MailboxScheme> scheme;
    private final Argument<Boolean> links;
    private final Argument<Boolean> json;

    public ListMailboxesCommand(Arguments arguments) {
        scheme =
                arguments
                        .choice("--scheme", MailboxScheme.values(), "whose mailboxes")
                        .orElse(MailboxScheme.LOCAL);
        links = arguments.flag("--links", "the links between tasks, in place of mailboxes");
        json = arguments.json();
        arguments.exclusive(scheme, links);
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        boolean asJson = given.get(json);
        if (given.get(links)) {
            MailboxListing listing = new MailboxListing(console, asJson, "FROM", "TO");
            for (LinkRegistry.Link link : new LinkRegistry().all()) {
                listing.add(() -> link.monitor().look(false), link.from().text(), link.to().text());
            }
            listing.print();
            return ExitCode.OK.code();
        }
        switch (given.get(scheme)) {
            case LOCAL -> {
                MailboxListing listing = new MailboxListing(console, asJson, "NAME");
                MailboxRegistry mailboxes = new MailboxRegistry();
                for (ObjectName name : mailboxes.list()) {
                    listing.add(() -> mailboxes.route(name).monitor().look(false), name.text());
                }
                listing.print();
            }
            case POSIX -> KernelQueueListing.print(console, asJson);
        }
        return ExitCode.OK.code();
    }
}
