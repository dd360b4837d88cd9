package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

/**
 * The internal verb (a subcommand that only this program uses) that runs in the second process of
 * {@code cell bench --wake}, which measures round trips between two processes. After each change of
 * the cell by {@code cell bench}, this verb changes the cell too.
 */
public final class EchoCellCommand extends CellCommand {
    /** The name of the internal verb. */
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
