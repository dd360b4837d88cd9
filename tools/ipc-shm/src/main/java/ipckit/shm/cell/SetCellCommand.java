package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/** {@code cell set}: sets the value of a cell and wakes the processes that wait for the cell. */
public final class SetCellCommand extends CellCommand {
    private final Argument<String> value;

    public SetCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.WRITE, SegmentRole.ACCESS);
        value = arguments.operand("VALUE", "the new value");
        declareTrace(arguments);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        long wanted = type.parse(given.get(value));
        return cell -> {
            cell.set(wanted);
            cell.trace("cell set to " + type.format(wanted));
            return ExitCode.OK;
        };
    }
}
