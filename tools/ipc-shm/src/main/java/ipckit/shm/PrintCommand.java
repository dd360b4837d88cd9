package ipckit.shm;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.memory.ByteScan;

import java.io.IOException;

/** {@code print}: the text in a segment, up to the first zero byte, as C's {@code %s} has it. */
final class PrintCommand implements Command {
    private final Argument<String> name;
    private final Range range;
    private final Tracing tracing;

    PrintCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        range = new Range(arguments);
        tracing = new Tracing(arguments);
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
        try (Attached segment =
                tracing.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.READ, User.Role.ACCESS)) {
            Part part = range.of(given, segment);
            Transfer.watched(
                    segment,
                    () -> {
                        long end = ByteScan.indexOf(part.bytes(), 0, part.length(), (byte) 0);
                        Transfer.out(
                                end < 0 ? part : new Part(segment, part.offset(), end),
                                console.stdout());
                        return null;
                    });
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
        return ExitCode.OK.code();
    }
}
