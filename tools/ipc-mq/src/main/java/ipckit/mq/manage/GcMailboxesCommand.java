package ipckit.mq.manage;

import ipckit.common.Leftover;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ScratchDirectory;
import ipckit.mq.mailbox.MailboxRegistry;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.task.LinkRegistry;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code gc}: deletes the files that dead processes have left. A process leaves files if it dies
 * while it creates or removes a mailbox, a task, a link, a port or a daemon, or while it has a
 * temporary directory. {@code gc} also removes each mailbox whose owner is dead. The owner is the
 * process that {@code create --owner} names.
 */
public final class GcMailboxesCommand implements Command {
    private final GcOptions options;

    public GcMailboxesCommand(Arguments arguments) {
        options = new GcOptions(arguments);
        arguments.mayExit(ExitCode.CORRUPT, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return options.run(given, console, GcMailboxesCommand::collect);
    }

    private static List<Leftover> collect(boolean dryRun) {
        MailboxRegistry mailboxes = new MailboxRegistry();
        List<Leftover> found = new ArrayList<>(mailboxes.collectLeftovers(dryRun));
        found.addAll(mailboxes.collectOrphans(dryRun));
        found.addAll(new LinkRegistry().collectLeftovers(dryRun));
        found.addAll(new PortSpaces().collectLeftovers(dryRun));
        found.addAll(new Daemons().collectLeftovers(dryRun));
        found.addAll(ScratchDirectory.collectLeftovers(dryRun));
        return found;
    }
}
