package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.User;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;

/** {@code fill}: the same byte everywhere. */
public final class FillSegmentCommand implements Command {
    private static final int MOST = 0xff;

    private final Argument<String> name;
    private final Argument<Byte> value;
    private final RangeOptions range;
    private final TraceOption tracing;

    public FillSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        value = arguments.operand("BYTE", "0 to 255, or 0x00 to 0xff", FillSegmentCommand::parse);
        range = new RangeOptions(arguments);
        tracing = new TraceOption(arguments);
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
            if (value >= 0 && value <= MOST && text.charAt(0) != '+') {
                return (byte) value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IpcException(
                Category.USAGE, "'" + text + "' is not a byte (examples: 0, 255, 0x2a)");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        try (AttachedSegment segment =
                tracing.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.WRITE, User.Role.ACCESS)) {
            SegmentRange part = range.of(given, segment);
            SegmentTransfer.watched(
                    segment,
                    () -> {
                        part.bytes().fill(given.get(value));
                        part.moved("written", part.length());
                        return null;
                    });
        }
        return ExitCode.OK.code();
    }
}
