package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/**
 * {@code echo}: changes a cell after each change by {@code cell bench --wake}, which measures round
 * trips between two processes. The second of these processes runs this verb, which is internal:
 * only {@code cell bench} uses it.
 */
public final class EchoCellCommand extends CellCommand {
    /** The name of this verb on the command line. */
    public static final String VERB = "echo";

    public EchoCellCommand(Arguments arguments) {
        super(arguments, Segment.Access.WRITE, SegmentRole.WAIT);
        declareTrace(arguments);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        return cell -> {
            new CellBenchmark(cell, type, 0).echo();
            return ExitCode.OK;
        };
    }
}
