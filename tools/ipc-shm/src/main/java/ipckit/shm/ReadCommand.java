package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.Failures;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code read}: bytes of a segment to stdout or a file. */
final class ReadCommand implements Command {
    private static final Path STANDARD = Path.of("-");

    private final Arg<String> name;
    private final Arg<Path> file;
    private final Range range;

    ReadCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        file = arguments.operand("FILE", "where to; - is stdout", Path::of).orElse(STANDARD);
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
    public int run(Parsed given, Console console) throws IOException {
        Path path = given.get(file);
        try (Attached segment =
                new Segments()
                        .named(given.get(name))
                        .attach(Segment.Access.READ, User.Role.ACCESS)) {
            MemorySegment bytes = range.of(given, segment);
            if (path.equals(STANDARD)) {
                toStdout(given.get(name), bytes, console);
            } else {
                toFile(given.get(name), bytes, path);
            }
        }
        return ExitCode.OK.code();
    }

    private static void toStdout(String name, MemorySegment bytes, Console console) {
        try {
            Transfer.watched(name, () -> out(bytes, console.stdout()));
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }

    private static void toFile(String name, MemorySegment bytes, Path path) {
        try (FileChannel to =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Transfer.watched(name, () -> out(bytes, to));
        } catch (IOException e) {
            throw Failures.translate("cannot write " + path, e);
        }
    }

    private static Void out(MemorySegment bytes, WritableByteChannel to) throws IOException {
        Transfer.out(bytes, to);
        return null;
    }
}
