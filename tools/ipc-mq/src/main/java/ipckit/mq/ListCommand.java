package ipckit.mq;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;

/**
 * {@code ls}: all mailboxes, or all links. One that cannot be looked at is a line like any other.
 */
final class ListCommand implements Command {
    private final Argument<Scheme> scheme;
    private final Argument<Boolean> links;
    private final Argument<Boolean> json;

    ListCommand(Arguments arguments) {
        scheme =
                arguments
                        .choice("--scheme", Scheme.values(), "whose mailboxes")
                        .orElse(Scheme.LOCAL);
        links = arguments.flag("--links", "the links between tasks, in place of mailboxes");
        json = arguments.json();
        arguments.exclusive(scheme, links);
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        boolean asJson = given.get(json);
        if (given.get(links)) {
            Listing listing = new Listing(console, asJson, "FROM", "TO");
            for (Links.Link link : new Links().all()) {
                listing.add(() -> link.monitor().look(false), link.from().text(), link.to().text());
            }
            listing.print();
            return ExitCode.OK.code();
        }
        switch (given.get(scheme)) {
            case LOCAL -> {
                Listing listing = new Listing(console, asJson, "NAME");
                Mailboxes mailboxes = new Mailboxes();
                for (ObjectName name : mailboxes.list()) {
                    listing.add(() -> mailboxes.route(name).monitor().look(false), name.text());
                }
                listing.print();
            }
            case POSIX -> KernelListing.print(console, asJson);
        }
        return ExitCode.OK.code();
    }
}
