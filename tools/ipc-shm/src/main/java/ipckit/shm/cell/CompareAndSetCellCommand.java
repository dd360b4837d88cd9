package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/**
 * {@code cell cas}: compares the value of a cell with the operand EXPECTED, and replaces the value
 * by the operand VALUE if the two are equal, all in one atomic step. If they are not equal, the
 * verb changes nothing and exits with 1.
 */
public final class CompareAndSetCellCommand extends CellCommand {
    private final Argument<String> expected;
    private final Argument<String> value;

    public CompareAndSetCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.WRITE, SegmentRole.ACCESS);
        expected = arguments.operand("EXPECTED", "the value that the cell must have");
        value = arguments.operand("VALUE", "the new value");
        declareTrace(arguments);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        long from = type.parse(given.get(expected));
        long to = type.parse(given.get(value));
        return cell -> {
            boolean done = cell.compareAndSet(from, to);
            cell.trace(done ? "cell swapped" : "cell is another, not swapped");
            return done ? ExitCode.OK : ExitCode.FAILED;
        };
    }
}
