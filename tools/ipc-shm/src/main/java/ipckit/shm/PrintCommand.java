package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.memory.Bytes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** {@code print}: the text in a segment, up to the first zero byte, as C's {@code %s} has it. */
final class PrintCommand implements Command {
    private final Arg<String> name;
    private final Range range;

    PrintCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        range = new Range(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(Parsed given, Console console) {
        String called = given.get(name);
        try (Attached segment =
                new Segments().named(called).attach(Segment.Access.READ, User.Role.ACCESS)) {
            MemorySegment bytes = range.of(given, segment);
            Transfer.watched(
                    called,
                    () -> {
                        long end = Bytes.indexOf(bytes, 0, bytes.byteSize(), (byte) 0);
                        Transfer.out(end < 0 ? bytes : bytes.asSlice(0, end), console.stdout());
                        return null;
                    });
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
        return ExitCode.OK.code();
    }
}
