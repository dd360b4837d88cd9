package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code fill}: sets every byte of a range to one value. */
public final class FillSegmentCommand implements Command {
    private static final int MAX_BYTE = 0xff;

    private final Argument<String> name;
    private final Argument<Byte> value;
    private final RangeOptions range;
    private final TraceOption trace;

    public FillSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        value = arguments.operand("BYTE", "0 to 255, or 0x00 to 0xff", FillSegmentCommand::parse);
        range = new RangeOptions(arguments);
        trace = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE, ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    private static byte parse(String text) {
        try {
            boolean hexadecimal = text.startsWith("0x");
            int value =
                    hexadecimal
                            ? Integer.parseUnsignedInt(text.substring(2), 16)
                            : Integer.parseUnsignedInt(text);
            if (value >= 0 && value <= MAX_BYTE && text.charAt(0) != '+') {
                return (byte) value;
            }
        } catch (NumberFormatException e) {
            // the exception below reports the illegal text
        }
        throw new IpcException(
                Category.USAGE, "'" + text + "' is not a byte (examples: 0, 255, 0x2a)");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        try (AttachedSegment segment =
                trace.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.WRITE, SegmentRole.ACCESS)) {
            SegmentRange selected = range.of(given, segment);
            segment.guarded(
                    () -> {
                        selected.bytes().fill(given.get(value));
                        selected.traceTransfer("written", selected.length());
                        return null;
                    });
        }
        return ExitCode.OK.code();
    }
}
