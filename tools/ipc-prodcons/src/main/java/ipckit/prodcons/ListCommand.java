package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.JsonWriter;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Quantities;
import ipckit.common.cli.Table;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.Monitor;
import ipckit.common.queue.Role;
import ipckit.common.queue.Snapshot;

/** {@code ls}: all buffers. One that cannot be looked at is a line like any other. */
final class ListCommand implements Command {
    private final Arg<Boolean> json;

    ListCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    /** Shows one buffer. */
    private interface Display {
        void show(ObjectName name, Snapshot seen);

        void showUnreadable(ObjectName name, IpcException why);
    }

    @Override
    public int run(Parsed given, Console console) {
        if (given.get(json)) {
            list(new Lines(console.json()));
        } else {
            Rows rows = new Rows();
            list(rows);
            rows.table.print(console.text());
        }
        return ExitCode.OK.code();
    }

    private static void list(Display display) {
        Buffers buffers = new Buffers();
        for (ObjectName name : buffers.list()) {
            Snapshot seen;
            try (Monitor monitor = buffers.monitor(name)) {
                seen = Buffers.look(name, monitor);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT) { // it has just gone
                    display.showUnreadable(name, e);
                }
                continue;
            }
            display.show(name, seen);
        }
    }

    private static String stateOf(IpcException why) {
        return switch (why.category()) {
            case CORRUPT -> "damaged";
            case DENIED -> "denied";
            default -> "unreadable";
        };
    }

    private static final class Rows implements Display {
        final Table table =
                new Table()
                        .left("NAME")
                        .left("STATE")
                        .right("ITEMS")
                        .right("BYTES")
                        .right("IN")
                        .right("OUT")
                        .right("PRODUCERS")
                        .right("CONSUMERS");

        @Override
        public void show(ObjectName name, Snapshot seen) {
            table.row(
                    name.text(),
                    seen.removed() ? "removed" : Occupancy.word(seen),
                    Long.toString(seen.items()),
                    Quantities.bytes(seen.bytes()),
                    Long.toString(Occupancy.in(seen)),
                    Long.toString(Occupancy.out(seen)),
                    Integer.toString(seen.living(Role.PRODUCER)),
                    Integer.toString(seen.living(Role.CONSUMER)));
        }

        @Override
        public void showUnreadable(ObjectName name, IpcException why) {
            table.row(name.text(), stateOf(why), "", "", "", "", "", "");
        }
    }

    private record Lines(JsonWriter json) implements Display {
        @Override
        public void show(ObjectName name, Snapshot seen) {
            json.object();
            SnapshotJson.writeSummary(json, name, seen);
            json.end().endLine();
        }

        @Override
        public void showUnreadable(ObjectName name, IpcException why) {
            json.object().field("name", name.text()).field("state", stateOf(why));
            json.field("error", why.getMessage()).end().endLine();
        }
    }
}
