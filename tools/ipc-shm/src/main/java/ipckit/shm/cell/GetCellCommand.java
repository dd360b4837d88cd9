package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/** {@code cell get}: prints the value of a cell. */
public final class GetCellCommand extends CellCommand {
    public GetCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.READ, SegmentRole.ACCESS);
        declareTrace(arguments);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        return cell -> {
            String value = type.format(cell.get());
            cell.trace("cell is " + value);
            console.text().println(value);
            return ExitCode.OK;
        };
    }
}
