package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code cell add}: adds a number to the value of a cell and prints the sum. */
public final class AddCellCommand implements Command {
    private final CellArguments target;
    private final Argument<String> difference;
    private final Argument<Long> times;
    private final TraceOption trace;

    public AddCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
        difference = arguments.operand("N", "the number to add; may be negative").orElse("1");
        times = arguments.count("--times", "N", "number of additions in a row").orElse(1L);
        trace = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType type = target.type(given);
        long added = type.parseDifference(given.get(difference));
        return target.change(
                given,
                trace.segments(given, console),
                cell -> {
                    String sum = type.format(cell.add(added, given.get(times)));
                    cell.trace("cell added to, is " + sum);
                    console.text().println(sum);
                    return ExitCode.OK.code();
                });
    }
}
