package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.SizeConverter;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.SegmentArguments;

import java.io.IOException;

/**
 * The arguments of the verbs that work on a range of bytes: the operand NAME, the options {@code
 * --offset} and {@code --length}, which select the range, and the option {@code --trace}.
 */
final class RangeArguments {
    private final Argument<Long> offset;
    private final Argument<Long> length;
    private final SegmentArguments target;

    /** Declares the arguments and the exit codes of a verb that works on a range of bytes. */
    RangeArguments(Arguments arguments) {
        offset =
                arguments
                        .option("--offset", "SIZE", "the first byte", SizeConverter.FROM_ZERO)
                        .orElse(0L);
        length =
                arguments.option(
                        "--length",
                        "SIZE",
                        "how many bytes (default: to the end)",
                        SizeConverter.FROM_ZERO);
        target = new SegmentArguments(arguments);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.CORRUPT);
    }

    /** Returns whether the command line has {@code --length}. */
    boolean hasLength(ParsedArguments given) {
        return given.has(length);
    }

    /**
     * Attaches the segment, runs an operation on the selected range, and detaches the segment.
     *
     * @return the exit code
     * @throws ipckit.common.IpcException ABSENT if the segment does not exist; DENIED if this user
     *     may not use it; CORRUPT if its files are damaged or become shorter during the operation;
     *     UNUSABLE if the range reaches beyond the end of the segment
     * @throws IOException if the operation fails to read or write a stream or a file
     */
    int use(ParsedArguments given, Console console, Segment.Access access, Operation operation)
            throws IOException {
        try (AttachedSegment segment =
                target.segment(given, console).attach(access, SegmentRole.ACCESS)) {
            long from = given.get(offset);
            long rest = Math.max(0, segment.size() - from);
            SegmentRange range = new SegmentRange(segment, from, given.find(length).orElse(rest));
            return segment.guarded(
                    () -> {
                        operation.run(range);
                        return ExitCode.OK.code();
                    });
        }
    }

    /** An operation on the bytes of a range. */
    @FunctionalInterface
    interface Operation {
        void run(SegmentRange range) throws IOException;
    }
}
