package ipckit.mq;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

import java.util.ArrayList;
import java.util.List;

/** {@code gc}: deletes what processes left that died while they made or removed a mailbox. */
final class SweepCommand implements Command {
    private final GcOptions sweeping;

    SweepCommand(Arguments arguments) {
        sweeping = new GcOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return sweeping.run(given, console, SweepCommand::sweep);
    }

    private static List<GcOptions.Found> sweep(boolean only) {
        Mailboxes mailboxes = new Mailboxes();
        List<GcOptions.Found> found = new ArrayList<>(mailboxes.sweep(only));
        found.addAll(mailboxes.sweepOrphans(only));
        found.addAll(new Links().sweep(only));
        return found;
    }
}
