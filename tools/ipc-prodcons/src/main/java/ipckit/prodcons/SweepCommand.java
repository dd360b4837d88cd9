package ipckit.prodcons;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

/** {@code gc}: deletes what processes left that died while they made or removed a buffer. */
final class SweepCommand implements Command {
    private final GcOptions sweeping;

    SweepCommand(Arguments arguments) {
        sweeping = new GcOptions(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return sweeping.run(given, console, new Buffers()::sweep);
    }
}
