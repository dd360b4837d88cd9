package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.prodcons.BufferNamespace;

/**
 * {@code ls}: lists all buffers; the state of an unreadable buffer is the reason why it is
 * unreadable.
 */
public final class ListBuffersCommand implements Command {
    private final Argument<Boolean> json;

    /** Declares the arguments of {@code ls}. */
    public ListBuffersCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    /** Outputs the buffers one by one. */
    private interface Display {
        void show(ObjectName name, RingSnapshot seen);

        void showUnreadable(ObjectName name, IpcException why);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
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
        BufferNamespace buffers = new BufferNamespace();
        for (ObjectName name : buffers.list()) {
            RingSnapshot seen;
            try (RingMonitor monitor = buffers.monitor(name)) {
                seen = BufferNamespace.look(name, monitor);
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT) { // the buffer was removed after it was listed
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
        final TextTable table =
                new TextTable()
                        .left("NAME")
                        .left("STATE")
                        .right("ITEMS")
                        .right("BYTES")
                        .right("IN")
                        .right("OUT")
                        .right("PRODUCERS")
                        .right("CONSUMERS");

        @Override
        public void show(ObjectName name, RingSnapshot seen) {
            table.row(
                    name.text(),
                    seen.removed() ? "removed" : TextbookVariables.state(seen),
                    Long.toString(seen.items()),
                    Quantities.bytes(seen.bytes()),
                    Long.toString(TextbookVariables.in(seen)),
                    Long.toString(TextbookVariables.out(seen)),
                    Integer.toString(seen.living(RingRole.PRODUCER)),
                    Integer.toString(seen.living(RingRole.CONSUMER)));
        }

        @Override
        public void showUnreadable(ObjectName name, IpcException why) {
            table.row(name.text(), stateOf(why), "", "", "", "", "", "");
        }
    }

    private record Lines(JsonWriter json) implements Display {
        @Override
        public void show(ObjectName name, RingSnapshot seen) {
            json.object();
            BufferSnapshotJson.writeSummary(json, name, seen);
            json.end().endLine();
        }

        @Override
        public void showUnreadable(ObjectName name, IpcException why) {
            json.object().field("name", name.text()).field("state", stateOf(why));
            json.field("error", why.getMessage()).end().endLine();
        }
    }
}
