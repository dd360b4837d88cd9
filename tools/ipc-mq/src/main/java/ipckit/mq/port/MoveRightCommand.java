package ipckit.mq.port;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.Right;

/** {@code port move}: moves a right to another task. */
final class MoveRightCommand implements Command {
    private final Argument<Right> right;
    private final TransferOptions options;

    MoveRightCommand(Arguments arguments) {
        right = arguments.choice("--right", Right.values(), "the right to move (required)");
        options = new TransferOptions(arguments);
        arguments.oneOf(right);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Right moved = given.get(right);
        return options.run(
                given,
                console,
                moved,
                (ports, transfer) ->
                        ports.move(
                                transfer.task(),
                                transfer.name(),
                                moved,
                                transfer.to(),
                                transfer.wanted()));
    }
}
