package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/**
 * A verb {@code cell …}, which attaches a segment and uses one cell of the segment. Every verb
 * {@code cell …} has the operands NAME and OFFSET and the options {@code --type} and {@code
 * --trace}.
 */
abstract class CellCommand implements Command {
    private final Segment.Access access;
    private final SegmentRole role;
    private final Argument<String> name;
    private final Argument<Long> offset;
    private final Argument<CellType> type;
    private TraceOption trace;

    /**
     * Declares NAME, OFFSET and {@code --type}. The constructor of a subclass must then declare the
     * arguments of its verb, and must call {@link #declareTrace} last.
     *
     * @param role the purpose for which this process attaches the segment; {@code stat} shows this
     *     purpose
     */
    CellCommand(Arguments arguments, Segment.Access access, SegmentRole role) {
        this.access = access;
        this.role = role;
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        offset = arguments.operand("OFFSET", "position of the cell", SizeConverter.FROM_ZERO);
        type =
                arguments
                        .choice("--type", CellType.values(), "type of the cell's value")
                        .orElse(CellType.I64);
        arguments.mayExit(
                ExitCode.UNUSABLE, ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    /**
     * Declares {@code --trace}. The constructor of a subclass calls this method last, because the
     * help page shows the options in the order of their declarations, and {@code --trace} should be
     * the last option there.
     */
    final void declareTrace(Arguments arguments) {
        trace = new TraceOption(arguments);
    }

    @Override
    public final int run(ParsedArguments given, Console console) throws IOException {
        Operation operation = operation(given, console, given.get(type));
        Segment segment = trace.trace(given, console).segment(given.get(name));
        try (AttachedSegment attached = segment.attach(access, role)) {
            return attached.guarded(
                    () -> {
                        long at = given.get(offset);
                        return operation.run(new AtomicCell(attached, given.get(type), at)).code();
                    });
        }
    }

    /**
     * Returns the operation that the command line asks for. The caller attaches the segment only
     * after this call, so that a wrong argument is reported even if the segment does not exist.
     *
     * @throws ipckit.common.IpcException USAGE if an argument is not a legal value for a cell of
     *     this type
     */
    abstract Operation operation(ParsedArguments given, Console console, CellType type);

    /** The operation that a verb performs on a cell. */
    @FunctionalInterface
    interface Operation {
        ExitCode run(AtomicCell cell);
    }
}
