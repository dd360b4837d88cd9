package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.PortSets;
import ipckit.mq.space.PortSpace;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

import java.util.List;

/**
 * {@code portset add}, which puts ports into a port set, and {@code portset remove}, which takes
 * ports out of it.
 */
final class ChangePortSetCommand implements Command {
    private final ActingTask task;
    private final Argument<String> set;
    private final Argument<List<String>> ports;
    private final boolean adds;

    /**
     * Declares the arguments of one of the two verbs.
     *
     * @param adds true for {@code portset add}; false for {@code portset remove}
     */
    ChangePortSetCommand(Arguments arguments, boolean adds) {
        this.adds = adds;
        set = arguments.operand("SET", "the port set", PortName.ANY).completes(Completion.PORT_SET);
        ports =
                arguments
                        .operands("PORT", "one or more ports of the task", 1, PortName.ANY)
                        .completes(Completion.PORT);
        task = ActingTask.of(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (PortSpace space = task.open(given)) {
            PortSets sets = space.sets();
            if (adds) {
                sets.add(task.name(given), given.get(set), given.get(ports));
            } else {
                sets.remove(task.name(given), given.get(set), given.get(ports));
            }
        }
        return ExitCode.OK.code();
    }
}
