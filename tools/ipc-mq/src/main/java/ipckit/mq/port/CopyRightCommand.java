package ipckit.mq.port;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.mq.space.Right;

/** {@code port copy}: gives a copy of a send right to a task. */
final class CopyRightCommand implements Command {
    private final TransferOptions options;

    CopyRightCommand(Arguments arguments) {
        options = new TransferOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return options.run(
                given,
                console,
                Right.SEND,
                (ports, transfer) ->
                        ports.copy(
                                transfer.task(),
                                transfer.name(),
                                transfer.to(),
                                transfer.wanted()));
    }
}
