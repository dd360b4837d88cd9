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
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Ports;
import ipckit.mq.task.ActingTask;

import java.util.List;

/** {@code port ls}: lists ports with the tasks that receive from them. */
final class ListPortsCommand implements Command {
    private final ActingTask task;
    private final Argument<Boolean> json;

    ListPortsCommand(Arguments arguments) {
        task = ActingTask.ofListing(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextTable table = new TextTable();
        table.right("PORT").left("TASK", "NAME").right("QUEUE", "MESSAGES", "SENDERS");
        for (Ports.Status port : ports(given)) {
            if (given.get(json)) {
                JsonWriter line = console.json().object().field("port", port.port());
                if (!port.owner().isEmpty()) {
                    line.field("task", port.owner()).field("name", port.name());
                }
                line.field("queue", port.limit())
                        .field("messages", port.messages())
                        .field("senders", port.senders())
                        .end()
                        .endLine();
            } else {
                table.row(
                        Long.toString(port.port()),
                        port.owner(),
                        port.name(),
                        Integer.toString(port.limit()),
                        Integer.toString(port.messages()),
                        Long.toString(port.senders()));
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private List<Ports.Status> ports(ParsedArguments given) {
        if (!task.isGiven(given)) {
            return everyPort();
        }
        String owner = task.name(given);
        try (PortSpace space = task.open(given)) {
            space.tasks().require(owner);
            return space.ports().list().stream()
                    .filter(port -> port.owner().equals(owner))
                    .toList();
        }
    }

    private static List<Ports.Status> everyPort() {
        return new PortSpaces().read(space -> space.ports().list(), List.of());
    }
}
