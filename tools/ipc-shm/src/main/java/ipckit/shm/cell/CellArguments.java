package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TracedSegments;

import java.io.IOException;

/**
 * The operands NAME and OFFSET and the option {@code --type}, which select the cell of every verb.
 */
final class CellArguments {
    private static final ExitCode[] CODES = {
        ExitCode.UNUSABLE, ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED
    };

    private final Argument<String> name;
    private final Argument<Long> offset;
    private final Argument<CellType> type;

    /** Declares the arguments. A verb must declare its further operands after this call. */
    CellArguments(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        offset = arguments.operand("OFFSET", "position of the cell", SizeConverter.FROM_ZERO);
        type =
                arguments
                        .choice("--type", CellType.values(), "type of the cell's value")
                        .orElse(CellType.I64);
        arguments.mayExit(CODES);
    }

    /** Returns the type of the cell. */
    CellType type(ParsedArguments given) {
        return given.get(type);
    }

    /**
     * Attaches the segment for reading and writing, and runs an action with the cell.
     *
     * @return the exit code that the action returned
     * @throws ipckit.common.IpcException under the same conditions as {@link #use}
     */
    int change(ParsedArguments given, TracedSegments segments, Action action) throws IOException {
        return use(given, segments, Segment.Access.WRITE, SegmentRole.ACCESS, action);
    }

    /**
     * Attaches the segment and runs an action with the cell.
     *
     * @param role the purpose of this process, which {@code stat} shows
     * @return the exit code that the action returned
     * @throws ipckit.common.IpcException ABSENT if the segment does not exist; DENIED if this user
     *     may not use it; CORRUPT if its files are damaged; UNUSABLE if the segment ends before the
     *     end of the cell, or the offset is not aligned
     */
    int use(
            ParsedArguments given,
            TracedSegments segments,
            Segment.Access access,
            SegmentRole role,
            Action action)
            throws IOException {
        Segment segment = segments.named(given.get(name));
        try (AttachedSegment attached = segment.attach(access, role)) {
            return attached.guarded(
                    () -> action.run(new AtomicCell(attached, given.get(type), given.get(offset))));
        }
    }

    /** The operation of a verb on its cell. */
    @FunctionalInterface
    interface Action {
        /** Runs the operation and returns the exit code. */
        int run(AtomicCell cell);
    }
}
