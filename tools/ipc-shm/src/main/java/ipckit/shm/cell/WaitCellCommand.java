package ipckit.shm.cell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/** {@code cell wait}: waits until the value of a cell meets a condition. */
public final class WaitCellCommand extends CellCommand {
    private final Argument<String> until;
    private final WaitOptions waitOptions;

    public WaitCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.READ, SegmentRole.WAIT);
        until = arguments.text("--until", "CONDITION", "such as '>= 3' (required)");
        arguments.oneOf(until);
        waitOptions = new WaitOptions(arguments);
        declareTrace(arguments);
        arguments.mayExit(ExitCode.WOULD_BLOCK, ExitCode.TIMED_OUT);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        CellCondition condition = CellCondition.parse(given.get(until), type);
        WaitOptions.Limit limit = waitOptions.of(given);
        return cell -> {
            cell.trace("cell awaited to become " + condition);
            if (!cell.await(condition, limit.next(), cell::checkNotRemoved)) {
                throw new IpcException(
                        limit.timed() ? Category.TIMED_OUT : Category.WOULD_BLOCK,
                        "the cell has not become " + condition);
            }
            cell.trace("cell has become " + condition);
            return ExitCode.OK;
        };
    }
}
