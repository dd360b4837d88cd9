package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.ObjectName;

import java.util.ArrayList;
import java.util.List;

/** {@code rm}: removes mailboxes, and wakes whoever waits there. */
final class RemoveCommand implements Command {
    private final Arg<List<String>> names;

    RemoveCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the mailboxes", 1);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /**
     * Goes on after a failure, as rm(1) does; the first failure decides the exit code. A name that
     * is illegal is found before anything is removed.
     */
    @Override
    public int run(Parsed given, Console console) {
        List<ObjectName> removed = new ArrayList<>();
        for (String name : given.get(names)) {
            removed.add(Mailboxes.name(name));
        }
        Mailboxes mailboxes = new Mailboxes();
        IpcException first = null;
        for (ObjectName name : removed) {
            try {
                mailboxes.remove(name);
            } catch (IpcException e) {
                if (first == null) {
                    first = e;
                } else {
                    console.error("ipc-mq: " + e.getMessage());
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return ExitCode.OK.code();
    }
}
