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

/** {@code portset ls}: lists port sets, and the ports in each set. */
final class ListPortSetsCommand implements Command {
    private final ActingTask task;
    private final Argument<Boolean> json;

    ListPortSetsCommand(Arguments arguments) {
        task = ActingTask.ofListing(arguments);
        json = arguments.json();
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TextTable table = new TextTable().left("TASK", "SET", "PORTS");
        List<Ports.Held> all = names(given);
        for (Ports.Held set : all) {
            if (!set.isSet()) {
                continue;
            }
            List<String> members =
                    all.stream()
                            .filter(name -> name.task().equals(set.task()))
                            .filter(name -> name.set().equals(set.name()))
                            .map(Ports.Held::name)
                            .toList();
            if (given.get(json)) {
                JsonWriter line = console.json().object();
                line.field("task", set.task()).field("set", set.name()).name("ports").array();
                members.forEach(line::value);
                line.end().end().endLine();
            } else {
                table.row(set.task(), set.name(), String.join(" ", members));
            }
        }
        table.print(console.text());
        return ExitCode.OK.code();
    }

    private List<Ports.Held> names(ParsedArguments given) {
        if (task.isGiven(given)) {
            try (PortSpace space = task.open(given)) {
                return space.ports().rights(task.name(given));
            }
        }
        return new PortSpaces().read(space -> space.ports().rights(), List.of());
    }
}
