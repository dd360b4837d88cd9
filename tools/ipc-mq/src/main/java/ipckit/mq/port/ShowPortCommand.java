package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortEvent;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

import java.util.stream.Collectors;

/** {@code port stat}: shows a port, and the rights of a task to it. */
final class ShowPortCommand implements Command {
    private final Argument<String> name;
    private final ActingTask task;
    private final Argument<Boolean> json;

    ShowPortCommand(Arguments arguments) {
        name = PortName.operand(arguments);
        task = ActingTask.of(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Ports.View seen;
        try (PortSpace space = task.open(given)) {
            seen = space.ports().view(task.name(given), given.get(name));
        }
        if (given.get(json)) {
            write(console.json(), seen);
        } else {
            print(console.text(), seen);
        }
        return ExitCode.OK.code();
    }

    private static void write(JsonWriter json, Ports.View seen) {
        Ports.Status port = seen.port();
        json.object();
        ListRightsCommand.writeFields(json, seen.held());
        if (!port.owner().isEmpty()) {
            json.field("receiver", port.owner()).field("receiver_name", port.name());
        }
        json.field("queue", port.limit())
                .field("messages", port.messages())
                .field("senders", port.senders())
                .name("notices")
                .array();
        seen.requested().forEach(event -> json.value(event.word()));
        json.end().end().endLine();
    }

    private static void print(TextOutput out, Ports.View seen) {
        Ports.Status port = seen.port();
        out.property("port", seen.held().name());
        out.property("number", Long.toString(port.port()));
        out.property("rights", seen.held().description());
        if (!port.owner().isEmpty()) {
            out.property("receiver", "task " + port.owner() + ", as " + port.name());
        }
        if (!seen.held().set().isEmpty()) {
            out.property("set", seen.held().set());
        }
        out.property("limit", Integer.toString(port.limit()));
        out.property("messages", Integer.toString(port.messages()));
        out.property("senders", Long.toString(port.senders()));
        if (!seen.requested().isEmpty()) {
            out.property(
                    "notices",
                    seen.requested().stream()
                            .map(PortEvent::word)
                            .collect(Collectors.joining(", ")));
        }
    }
}
