package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.memory.ByteScan;
import ipckit.shm.scheme.Segment;

import java.io.IOException;

/**
 * {@code print}: writes to stdout the bytes that precede the first zero byte, or all bytes if none
 * of them is zero. The first zero byte is also the end of a text in C, for example for {@code %s}
 * in {@code printf}.
 */
public final class PrintSegmentCommand implements Command {
    private final RangeArguments target;

    public PrintSegmentCommand(Arguments arguments) {
        target = new RangeArguments(arguments);
        arguments.mayExit(ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        try {
            return target.use(
                    given,
                    console,
                    Segment.Access.READ,
                    range -> SegmentTransfer.toStream(textOf(range), console.stdout()));
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }

    /**
     * Returns the part of a range that precedes the first zero byte; the complete range if it
     * contains no zero byte.
     */
    private static SegmentRange textOf(SegmentRange range) {
        long end = ByteScan.indexOf(range.bytes(), 0, range.length(), (byte) 0);
        return end < 0 ? range : new SegmentRange(range.segment(), range.offset(), end);
    }
}
