package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

import java.util.Locale;

/**
 * {@code daemon ls}: lists the daemons of all programs. If a daemon cannot be read, for example
 * because it belongs to another user, the reason is shown in place of the daemon's state.
 */
final class ListDaemonsCommand implements Command {
    private final Argument<Boolean> json;

    ListDaemonsCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        JsonWriter lines = given.get(json) ? console.json() : null;
        TextTable table = new TextTable().left("NAME", "STATE").right("PID", "RESTARTS");
        table.left("SINCE", "COMMAND");
        Daemons daemons = new Daemons();
        for (ObjectName name : daemons.names()) {
            DaemonView seen;
            try {
                seen = DaemonView.of(daemons.open(name));
            } catch (IpcException e) {
                // A daemon that was removed meanwhile is left out.
                if (e.category() != Category.ABSENT) {
                    addUnreadable(name, e.category(), lines, table);
                }
                continue;
            }
            if (lines == null) {
                seen.addTo(table);
            } else {
                seen.write(lines);
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private static void addUnreadable(
            ObjectName name, Category why, JsonWriter lines, TextTable table) {
        String state = why.name().toLowerCase(Locale.ROOT);
        if (lines == null) {
            table.row(name.text(), state, "", "", "", "");
        } else {
            lines.object().field("name", name.text()).field("state", state).end().endLine();
        }
    }
}
