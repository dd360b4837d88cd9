package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.IoErrorCategory;
import ipckit.shm.scheme.Segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code read}: copies bytes of a segment to stdout or to a file. */
public final class ReadSegmentCommand implements Command {
    private static final Path STANDARD = Path.of("-");
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private final RangeArguments target;
    private final Argument<Path> file;

    public ReadSegmentCommand(Arguments arguments) {
        target = new RangeArguments(arguments);
        file = arguments.file("the file to write; - is stdout").orElse(STANDARD);
        arguments.mayExit(ExitCode.IO, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Path path = given.get(file);
        try {
            return path.equals(STANDARD)
                    ? use(given, console, range -> copy(range, console.stdout(), STDOUT))
                    : use(given, console, range -> copyToFile(range, path));
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.IO, "no such directory for " + path, e);
        } catch (IOException e) {
            throw path.equals(STANDARD)
                    ? console.outputFailure(e)
                    : IoErrorCategory.translate("cannot write " + path, e);
        }
    }

    private int use(ParsedArguments given, Console console, RangeArguments.Operation operation)
            throws IOException {
        return target.use(given, console, Segment.Access.READ, operation);
    }

    private static void copyToFile(SegmentRange range, Path path) throws IOException {
        try (FileChannel to =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            copy(range, to, path);
        }
    }

    private static void copy(SegmentRange range, FileChannel to, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            SegmentTransfer.toFile(range, to);
        } else {
            SegmentTransfer.toStream(range, to);
        }
    }
}
