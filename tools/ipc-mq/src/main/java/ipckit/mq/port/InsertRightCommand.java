package ipckit.mq.port;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.Right;

/**
 * {@code port insert}: makes a right from the acting task's receive right, and gives the new right
 * to another task. With {@code --right receive}, gives the receive right itself.
 */
final class InsertRightCommand implements Command {
    private final Argument<Right> right;
    private final TransferOptions options;

    InsertRightCommand(Arguments arguments) {
        right = arguments.choice("--right", Right.values(), "the right to give (required)");
        options = new TransferOptions(arguments);
        arguments.oneOf(right);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Right made = given.get(right);
        return options.run(
                given,
                console,
                made,
                (ports, transfer) ->
                        ports.insert(
                                transfer.task(),
                                transfer.name(),
                                made,
                                transfer.to(),
                                transfer.wanted()));
    }
}
