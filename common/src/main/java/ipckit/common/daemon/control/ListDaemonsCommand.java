package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

import java.util.Locale;

/**
 * {@code daemon ls}: lists the daemons of all programs. If a daemon cannot be read, for example
 * because it belongs to another user, the listing shows the reason as the state of the daemon.
 */
final class ListDaemonsCommand implements Command {
    private final Argument<Boolean> json;

    ListDaemonsCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        boolean asJson = given.get(json);
        TextTable table = new TextTable().left("NAME", "STATE").right("PID", "RESTARTS");
        table.left("SINCE", "COMMAND");
        Daemons daemons = new Daemons();
        for (ObjectName name : daemons.names()) {
            try {
                DaemonView seen = DaemonView.of(daemons.open(name));
                if (asJson) {
                    seen.write(console.json());
                } else {
                    table.row(
                            name.text(),
                            seen.stateWord(),
                            seen.mainPid(),
                            Long.toString(seen.state().restarts()),
                            seen.since(),
                            seen.commandLine());
                }
            } catch (IpcException e) {
                if (e.category() == Category.ABSENT) {
                    // The daemon was removed meanwhile.
                    continue;
                }
                if (e.category() == Category.OUTPUT_CLOSED || e.category() == Category.NO_SPACE) {
                    throw e;
                }
                String why = e.category().name().toLowerCase(Locale.ROOT);
                if (asJson) {
                    console.json()
                            .object()
                            .field("name", name.text())
                            .field("state", why)
                            .end()
                            .endLine();
                } else {
                    table.row(name.text(), why, "", "", "", "");
                }
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }
}
