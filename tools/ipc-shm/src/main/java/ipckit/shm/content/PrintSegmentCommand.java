package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.memory.ByteScan;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code print}: writes the bytes before the first zero byte to stdout, as C's {@code %s} does. */
public final class PrintSegmentCommand implements Command {
    private final Argument<String> name;
    private final RangeOptions range;
    private final TraceOption trace;

    public PrintSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        range = new RangeOptions(arguments);
        trace = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try (AttachedSegment segment =
                trace.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.READ, SegmentRole.ACCESS)) {
            SegmentRange selected = range.of(given, segment);
            segment.guarded(
                    () -> {
                        long end =
                                ByteScan.indexOf(selected.bytes(), 0, selected.length(), (byte) 0);
                        SegmentTransfer.toStream(
                                end < 0
                                        ? selected
                                        : new SegmentRange(segment, selected.offset(), end),
                                console.stdout());
                        return null;
                    });
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
        return ExitCode.OK.code();
    }
}
