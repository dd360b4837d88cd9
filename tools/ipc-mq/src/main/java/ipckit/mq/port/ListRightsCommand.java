package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;
import ipckit.mq.task.ActingTask;

import java.util.List;

/**
 * {@code port rights}: lists the names that a task has for ports, and the rights under each name.
 */
final class ListRightsCommand implements Command {
    private final ActingTask task;
    private final Argument<Boolean> json;

    ListRightsCommand(Arguments arguments) {
        task = ActingTask.of(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextTable table = new TextTable();
        table.left("NAME", "RIGHTS").right("PORT").left("SET");
        for (Ports.Held held : rights(given)) {
            if (given.get(json)) {
                write(console.json(), held);
            } else {
                String port = held.port() == 0 ? "" : Long.toString(held.port());
                table.row(held.name(), held.description(), port, held.set());
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private List<Ports.Held> rights(ParsedArguments given) {
        try (PortSpace space = task.open(given)) {
            return space.ports().rights(task.name(given));
        }
    }

    private static void write(JsonWriter json, Ports.Held held) {
        json.object();
        writeFields(json, held);
        json.end().endLine();
    }

    /** Writes a name and its rights, as fields of the JSON object that the caller has begun. */
    static void writeFields(JsonWriter json, Ports.Held held) {
        json.field("task", held.task()).field("name", held.name());
        if (held.isSet()) {
            json.field("port_set", true);
        } else {
            if (!held.dead()) {
                json.field("port", held.port());
            }
            json.field("receive", held.receive())
                    .field("sends", held.dead() ? 0 : held.sends())
                    .field("send_once", held.sendOnce())
                    .field("dead", held.dead() ? held.sends() : 0);
            if (!held.set().isEmpty()) {
                json.field("set", held.set());
            }
        }
    }
}
