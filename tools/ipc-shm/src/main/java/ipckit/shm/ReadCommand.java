package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.Failures;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code read}: bytes of a segment to stdout or a file. */
final class ReadCommand implements Command {
    private static final Path STANDARD = Path.of("-");
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

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
            long offset = range.offset(given);
            long length = range.of(given, segment).byteSize();
            if (!path.equals(STANDARD)) {
                toFile(given.get(name), segment, offset, length, path);
            } else {
                toStdout(given.get(name), segment, offset, length, console);
            }
        }
        return ExitCode.OK.code();
    }

    private static void toStdout(
            String name, Attached segment, long offset, long length, Console console) {
        try {
            FileChannel to = console.stdout();
            Transfer.watched(
                    name,
                    () ->
                            Files.isRegularFile(STDOUT)
                                    ? Transfer.toFile(segment, offset, length, to)
                                    : Transfer.out(segment.bytes(offset, length), to));
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }

    private static void toFile(String name, Attached segment, long offset, long length, Path path) {
        try (FileChannel to =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Transfer.watched(
                    name,
                    () ->
                            Files.isRegularFile(path)
                                    ? Transfer.toFile(segment, offset, length, to)
                                    : Transfer.out(segment.bytes(offset, length), to));
        } catch (IOException e) {
            throw Failures.translate("cannot write " + path, e);
        }
    }
}
