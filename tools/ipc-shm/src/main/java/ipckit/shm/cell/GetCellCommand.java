package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code cell get}: prints the value of a cell. */
public final class GetCellCommand implements Command {
    private final CellArguments target;
    private final TraceOption trace;

    public GetCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
        trace = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType type = target.type(given);
        return target.use(
                given,
                trace.segments(given, console),
                Segment.Access.READ,
                SegmentRole.ACCESS,
                cell -> {
                    String value = type.format(cell.get());
                    cell.trace("cell is " + value);
                    console.text().println(value);
                    return ExitCode.OK.code();
                });
    }
}
