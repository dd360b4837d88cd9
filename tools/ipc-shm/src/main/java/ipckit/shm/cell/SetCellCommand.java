package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code cell set}: sets the value of a cell and wakes the processes that wait for it. */
public final class SetCellCommand implements Command {
    private final CellArguments target;
    private final Argument<String> value;
    private final TraceOption trace;

    public SetCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
        value = arguments.operand("VALUE", "the new value");
        trace = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType type = target.type(given);
        long wanted = type.parse(given.get(value));
        return target.change(
                given,
                trace.segments(given, console),
                cell -> {
                    cell.set(wanted);
                    cell.trace("cell set to " + type.format(wanted));
                    return ExitCode.OK.code();
                });
    }
}
