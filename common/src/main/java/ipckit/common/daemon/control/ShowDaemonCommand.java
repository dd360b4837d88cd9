package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

/**
 * {@code daemon status}: shows a daemon. The Linux Standard Base defines the exit code for the
 * action {@code status} of an init script: 0 if the daemon is running, 1 if it has died, 3 if it is
 * not running, 4 if there is no such daemon.
 */
final class ShowDaemonCommand implements Command {
    private final Argument<String> name;
    private final Argument<Boolean> json;

    ShowDaemonCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the daemon").completes(Completion.DAEMON);
        json = arguments.json();
        arguments.mayExit(
                ExitCode.NOT_RUNNING,
                ExitCode.NO_DAEMON,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName wanted = new ObjectName(given.get(name));
        DaemonRecord daemon;
        try {
            daemon = new Daemons().open(wanted);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT) {
                throw e;
            }
            return absent(wanted, given, console);
        }
        DaemonView seen = DaemonView.of(daemon);
        if (given.get(json)) {
            seen.write(console.json());
        } else {
            seen.print(console.text());
        }
        return seen.code().code();
    }

    private int absent(ObjectName wanted, ParsedArguments given, Console console) {
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("name", wanted.text())
                    .field("state", "absent")
                    .field("running", false)
                    .end()
                    .endLine();
        } else {
            DaemonView.line(console.text(), "daemon", wanted + ", absent");
        }
        return ExitCode.NO_DAEMON.code();
    }
}
