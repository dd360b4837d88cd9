package ipckit.mq;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.ObjectName;
import ipckit.mq.box.Desk;

/** {@code purge}: drops what can be received now, and what is pending. */
final class PurgeCommand implements Command {
    private final Arg<String> name;

    PurgeCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    @Override
    public int run(Parsed given, Console console) {
        ObjectName mailbox = Mailboxes.name(given.get(name));
        try (Desk desk = new Mailboxes().open(mailbox).desk()) {
            int dropped = desk.purge();
            console.message(
                    "ipc-mq: dropped " + dropped + (dropped == 1 ? " message" : " messages"));
        }
        return ExitCode.OK.code();
    }
}
