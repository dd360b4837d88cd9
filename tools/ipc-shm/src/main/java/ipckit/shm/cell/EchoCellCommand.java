package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TracedSegments;

import java.io.IOException;

/**
 * The internal verb that runs in the other process of {@code cell bench --wake}. It follows each
 * change of the cell by another change.
 */
public final class EchoCellCommand implements Command {
    /** The name of the internal verb. */
    public static final String VERB = "echo";

    private final CellArguments target;

    public EchoCellCommand(Arguments arguments) {
        target = new CellArguments(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        return target.use(
                given,
                new TracedSegments(SegmentTrace.SILENT),
                Segment.Access.WRITE,
                SegmentRole.WAIT,
                cell -> {
                    new CellBenchmark(cell, 0).echo(target.type(given));
                    return ExitCode.OK.code();
                });
    }
}
