package ipckit.shm.cell;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code cell wait}: waits until the value of a cell meets a condition. */
public final class WaitCellCommand implements Command {
    private final CellArguments target;
    private final Argument<String> until;
    private final WaitOptions waitOptions;
    private final TraceOption trace;

    public WaitCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
        until = arguments.text("--until", "CONDITION", "such as '>= 3' (required)");
        arguments.oneOf(until);
        waitOptions = new WaitOptions(arguments);
        trace = new TraceOption(arguments);
        arguments.mayExit(ExitCode.WOULD_BLOCK, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellCondition condition = CellCondition.parse(given.get(until), target.type(given));
        WaitOptions.Limit limit = waitOptions.of(given);
        return target.use(
                given,
                trace.segments(given, console),
                Segment.Access.READ,
                SegmentRole.WAIT,
                cell -> await(cell, condition, limit));
    }

    private static int await(AtomicCell cell, CellCondition condition, WaitOptions.Limit limit) {
        Deadline deadline = limit.next();
        cell.trace("cell awaited to become " + condition);
        if (!cell.await(condition, deadline, cell::checkNotRemoved)) {
            throw new IpcException(
                    limit.timed() ? Category.TIMED_OUT : Category.WOULD_BLOCK,
                    "the cell has not become " + condition);
        }
        cell.trace("cell has become " + condition);
        return ExitCode.OK.code();
    }
}
