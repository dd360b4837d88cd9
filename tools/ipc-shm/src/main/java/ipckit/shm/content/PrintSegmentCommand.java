package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.memory.ByteScan;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.User;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code print}: the text in a segment, up to the first zero byte, as C's {@code %s} has it. */
public final class PrintSegmentCommand implements Command {
    private final Argument<String> name;
    private final RangeOptions range;
    private final TraceOption tracing;

    public PrintSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        range = new RangeOptions(arguments);
        tracing = new TraceOption(arguments);
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
                tracing.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.READ, User.Role.ACCESS)) {
            SegmentRange part = range.of(given, segment);
            SegmentTransfer.watched(
                    segment,
                    () -> {
                        long end = ByteScan.indexOf(part.bytes(), 0, part.length(), (byte) 0);
                        SegmentTransfer.out(
                                end < 0 ? part : new SegmentRange(segment, part.offset(), end),
                                console.stdout());
                        return null;
                    });
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
        return ExitCode.OK.code();
    }
}
