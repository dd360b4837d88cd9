package ipckit.mq.manage;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.task.LinkRegistry;

import java.util.ArrayList;
import java.util.List;

/** {@code gc}: deletes what processes left that died while they made or removed a mailbox. */
public final class GcMailboxesCommand implements Command {
    private final GcOptions sweeping;

    public GcMailboxesCommand(Arguments arguments) {
        sweeping = new GcOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return sweeping.run(given, console, GcMailboxesCommand::sweep);
    }

    private static List<GcOptions.Found> sweep(boolean only) {
        MailboxRegistry mailboxes = new MailboxRegistry();
        List<GcOptions.Found> found = new ArrayList<>(mailboxes.sweep(only));
        found.addAll(mailboxes.sweepOrphans(only));
        found.addAll(new LinkRegistry().sweep(only));
        return found;
    }
}
