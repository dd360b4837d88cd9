package ipckit.mq.task;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.ObjectName;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;

import java.util.List;

/** {@code task stat}: shows a task. */
final class ShowTaskCommand implements Command {
    private static final String NOTIFY = "notify";

    private final Argument<String> task;
    private final Argument<Boolean> json;

    ShowTaskCommand(Arguments arguments) {
        task = arguments.operand("TASK", "the task", PortName.ANY).completes(Completion.TASK);
        json = arguments.json();
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String name = given.get(task);
        TaskRegistry registry = new TaskRegistry();
        TaskRegistry.Entry found =
                registry.list().stream()
                        .filter(entry -> entry.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> TaskRegistry.absent(name));
        List<Ports.Status> ports =
                found.state() == TaskRegistry.State.LINKS_ONLY ? List.of() : ports(registry, name);
        int links = new LinkRegistry().to(new ObjectName(name)).size();
        int notices =
                ports.stream()
                        .filter(port -> port.name().equals(NOTIFY))
                        .mapToInt(Ports.Status::messages)
                        .sum();
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("task", name)
                    .field("state", found.state().word())
                    .field("rights", found.rights())
                    .field("ports", ports.size())
                    .field("notices", notices)
                    .field("links", links)
                    .end()
                    .endLine();
        } else {
            TextOutput out = console.text();
            out.property("task", name + ", " + found.state().word());
            out.property("rights", Integer.toString(found.rights()));
            out.property("ports", Integer.toString(ports.size()));
            out.property("notices", Integer.toString(notices));
            out.property("links", Integer.toString(links));
        }
        return ExitCode.OK.code();
    }

    private static List<Ports.Status> ports(TaskRegistry registry, String name) {
        try (PortSpace space = registry.open(name)) {
            return space.ports().list().stream().filter(port -> port.owner().equals(name)).toList();
        }
    }
}
