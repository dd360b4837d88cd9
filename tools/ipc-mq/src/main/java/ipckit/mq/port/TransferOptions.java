package ipckit.mq.port;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.Ports;
import ipckit.mq.space.Right;
import ipckit.mq.task.ActingTask;
import ipckit.mq.task.PortName;

/** The options of the verbs that give a right to another task, and the output of these verbs. */
final class TransferOptions {
    private final ActingTask task;
    private final Argument<String> name;
    private final Argument<String> to;
    private final Argument<String> wanted;
    private final Argument<Boolean> json;

    TransferOptions(Arguments arguments) {
        name = PortName.operand(arguments);
        task = ActingTask.of(arguments);
        to = ActingTask.to(arguments);
        wanted =
                arguments.option(
                        "--name",
                        "NAME",
                        "the name in the other task (default: NAME)",
                        PortName.ANY);
        json = arguments.json();
        arguments.oneOf(to);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    /**
     * The transfer of a right.
     *
     * @param task the task that acts
     * @param name the name of the port in the acting task
     * @param to the task that gets the right
     * @param wanted the name that the user wants for the port in the task {@code to}
     */
    record Transfer(String task, String name, String to, String wanted) {}

    /** Gives a right to another task, and returns the name of the right in that task. */
    @FunctionalInterface
    interface Action {
        String apply(Ports ports, Transfer transfer);
    }

    /**
     * Gives the right to the task that the user has named, and returns the exit code. With {@code
     * --json}, prints the name of the right in that task. Without {@code --json}, prints this name
     * only if it is not the wanted name.
     */
    int run(ParsedArguments given, Console console, Right right, Action action) {
        String own = given.get(name);
        Transfer transfer =
                new Transfer(task.name(given), own, given.get(to), given.find(wanted).orElse(own));
        String got;
        try (PortSpace space = task.open(given)) {
            got = action.apply(space.ports(), transfer);
        }
        if (given.get(json)) {
            console.json()
                    .object()
                    .field("task", transfer.to())
                    .field("name", got)
                    .field("right", right.word())
                    .end()
                    .endLine();
        } else if (!got.equals(transfer.wanted())) {
            console.message("ipc-mq: task " + transfer.to() + " has the right as " + got);
        }
        return ExitCode.OK.code();
    }
}
