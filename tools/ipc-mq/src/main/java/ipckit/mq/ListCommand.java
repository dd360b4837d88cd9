package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.JsonWriter;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Table;
import ipckit.common.naming.ObjectName;
import ipckit.mq.box.Snapshot;

/** {@code ls}: all mailboxes. One that cannot be looked at is a line like any other. */
final class ListCommand implements Command {
    private final Arg<Boolean> json;

    ListCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(Parsed given, Console console) {
        Mailboxes mailboxes = new Mailboxes();
        Table table =
                new Table()
                        .left("NAME")
                        .left("STATE")
                        .right("CAPACITY")
                        .right("READY")
                        .right("CLAIMED")
                        .right("PENDING");
        for (ObjectName name : mailboxes.list()) {
            try {
                Snapshot seen = mailboxes.monitor(name).look(false);
                if (given.get(json)) {
                    JsonWriter line = console.json().object();
                    SnapshotJson.writeSummary(line, name, seen);
                    line.end().endLine();
                } else {
                    table.row(
                            name.text(),
                            Fullness.word(seen),
                            Integer.toString(seen.spec().capacity()),
                            Integer.toString(seen.ready()),
                            Integer.toString(seen.claimed()),
                            Integer.toString(seen.pending()));
                }
            } catch (IpcException e) {
                if (e.category() == Category.ABSENT) { // it has just gone
                    continue;
                }
                if (given.get(json)) {
                    JsonWriter line = console.json().object().field("name", name.text());
                    line.field("state", stateOf(e)).field("error", e.getMessage());
                    line.end().endLine();
                } else {
                    table.row(name.text(), stateOf(e), "", "", "", "");
                }
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private static String stateOf(IpcException why) {
        return switch (why.category()) {
            case CORRUPT -> "damaged";
            case DENIED -> "denied";
            default -> "unreadable";
        };
    }
}
