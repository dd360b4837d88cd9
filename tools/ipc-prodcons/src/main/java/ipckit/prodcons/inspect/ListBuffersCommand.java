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
 * {@code ls}: lists all buffers. For a buffer that cannot be read, prints the reason instead of the
 * state.
 */
public final class ListBuffersCommand implements Command {
    private final Argument<Boolean> json;

    /** Declares the arguments of {@code ls}. */
    public ListBuffersCommand(Arguments arguments) {
        json = arguments.json();
        arguments.mayExit(ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    /** Prints one buffer, either as a row of a table or as a line of JSON. */
    private interface Display {
        /**
         * Prints one buffer, or the reason why it cannot be read.
         *
         * @param seen a snapshot of the buffer; null when the buffer cannot be read
         * @param why the reason why the buffer cannot be read; null when {@code seen} is not null
         */
        void show(ObjectName name, RingSnapshot seen, IpcException why);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (given.get(json)) {
            JsonWriter lines = console.json();
            list((name, seen, why) -> printLine(lines, name, seen, why));
        } else {
            TextTable table = new TextTable().left("NAME").left("STATE");
            table.right("ITEMS").right("BYTES").right("IN").right("OUT");
            table.right("PRODUCERS").right("CONSUMERS");
            list((name, seen, why) -> addRow(table, name, seen, why));
            table.print(console.text());
        }
        return ExitCode.OK.code();
    }

    private static void list(Display display) {
        BufferNamespace buffers = new BufferNamespace();
        for (ObjectName name : buffers.list()) {
            RingSnapshot seen = null;
            IpcException why = null;
            try (RingMonitor monitor = buffers.monitor(name)) {
                seen = BufferNamespace.look(name, monitor);
            } catch (IpcException e) {
                why = e;
            }
            // ABSENT means that another process has removed the buffer since `buffers.list()` read
            // its name. The output omits such a buffer.
            if (why == null || why.category() != Category.ABSENT) {
                display.show(name, seen, why);
            }
        }
    }

    private static void addRow(
            TextTable table, ObjectName name, RingSnapshot seen, IpcException why) {
        if (seen == null) {
            table.row(name.text(), stateOf(why), "", "", "", "", "", "");
            return;
        }
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

    private static void printLine(
            JsonWriter json, ObjectName name, RingSnapshot seen, IpcException why) {
        json.object();
        if (seen == null) {
            json.field("name", name.text()).field("state", stateOf(why));
            json.field("error", why.getMessage());
        } else {
            BufferSnapshotJson.writeSummary(json, name, seen);
        }
        json.end().endLine();
    }

    private static String stateOf(IpcException why) {
        return switch (why.category()) {
            case CORRUPT -> "damaged";
            case DENIED -> "denied";
            default -> "unreadable";
        };
    }
}
