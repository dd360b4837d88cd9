package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/** {@code cell add}: adds a number to the value of a cell and prints the sum. */
public final class AddCellCommand extends CellCommand {
    private final Argument<String> difference;
    private final Argument<Long> times;

    public AddCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.WRITE, SegmentRole.ACCESS);
        difference = arguments.operand("N", "the number to add; may be negative").orElse("1");
        times = arguments.count("--times", "N", "number of additions in a row").orElse(1L);
        declareTrace(arguments);
        arguments.mayExit(ExitCode.IO);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        long added = type.parseDifference(given.get(difference));
        console.requireOutput();
        return cell -> {
            String sum = type.format(cell.add(added, given.get(times)));
            cell.trace("cell added to, is " + sum);
            console.text().println(sum);
            return ExitCode.OK;
        };
    }
}
