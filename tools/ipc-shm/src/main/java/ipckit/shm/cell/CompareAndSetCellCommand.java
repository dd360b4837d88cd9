package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/**
 * {@code cell cas}: replaces the value of a cell in one atomic step if the value is the expected
 * one.
 */
public final class CompareAndSetCellCommand implements Command {
    private final CellArguments target;
    private final Argument<String> expected;
    private final Argument<String> value;
    private final TraceOption trace;

    public CompareAndSetCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
        expected = arguments.operand("EXPECTED", "the value that the cell must have");
        value = arguments.operand("VALUE", "the new value");
        trace = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType type = target.type(given);
        long from = type.parse(given.get(expected));
        long to = type.parse(given.get(value));
        return target.change(
                given,
                trace.segments(given, console),
                cell -> {
                    boolean done = cell.compareAndSet(from, to);
                    cell.trace(done ? "cell swapped" : "cell is another, not swapped");
                    return (done ? ExitCode.OK : ExitCode.FAILED).code();
                });
    }
}
