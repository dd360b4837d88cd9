package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;

import java.io.IOException;

/** {@code fill}: sets every byte of a range to one value. */
public final class FillSegmentCommand implements Command {
    private static final int MAX_BYTE = 0xff;

    private final RangeArguments target;
    private final Argument<Byte> value;

    public FillSegmentCommand(Arguments arguments) {
        target = new RangeArguments(arguments);
        value = arguments.operand("BYTE", "0 to 255, or 0x00 to 0xff", FillSegmentCommand::parse);
    }

    private static byte parse(String text) {
        try {
            int value =
                    text.startsWith("0x")
                            ? Integer.parseUnsignedInt(text.substring(2), 16)
                            : Integer.parseUnsignedInt(text);
            if (value >= 0 && value <= MAX_BYTE && text.charAt(0) != '+') {
                return (byte) value;
            }
        } catch (NumberFormatException e) {
            // The text contains no legal number. The throw statement below reports this error.
        }
        throw new IpcException(
                Category.USAGE, "'" + text + "' is not a byte (examples: 0, 255, 0x2a)");
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        return target.use(
                given,
                console,
                Segment.Access.WRITE,
                range -> {
                    range.bytes().fill(given.get(value));
                    range.traceTransfer("written", range.length());
                });
    }
}
