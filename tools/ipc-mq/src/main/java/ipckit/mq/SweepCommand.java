package ipckit.mq;

import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Sweeping;

import java.util.ArrayList;
import java.util.List;

/** {@code gc}: deletes what processes left that died while they made or removed a mailbox. */
final class SweepCommand implements Command {
    private final Sweeping sweeping;

    SweepCommand(Arguments arguments) {
        sweeping = new Sweeping(arguments);
    }

    @Override
    public int run(Parsed given, Console console) {
        return sweeping.run(given, console, SweepCommand::sweep);
    }

    private static List<Sweeping.Found> sweep(boolean only) {
        Mailboxes mailboxes = new Mailboxes();
        List<Sweeping.Found> found = new ArrayList<>(mailboxes.sweep(only));
        found.addAll(mailboxes.sweepOrphans(only));
        found.addAll(new Links().sweep(only));
        return found;
    }
}
