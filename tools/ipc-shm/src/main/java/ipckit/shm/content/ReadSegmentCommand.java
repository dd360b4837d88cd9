package ipckit.shm.content;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.naming.IoErrorCategory;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code read}: copies bytes of a segment to stdout or to a file. */
public final class ReadSegmentCommand implements Command {
    private static final Path STANDARD = Path.of("-");
    private static final Path STDOUT = Path.of("/proc/self/fd/1");

    private final Argument<String> name;
    private final Argument<Path> file;
    private final RangeOptions range;
    private final TraceOption trace;

    public ReadSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        file = arguments.file("the file to write; - is stdout").orElse(STANDARD);
        range = new RangeOptions(arguments);
        trace = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        Path path = given.get(file);
        try (AttachedSegment segment =
                trace.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.READ, SegmentRole.ACCESS)) {
            SegmentRange selected = range.of(given, segment);
            if (path.equals(STANDARD)) {
                toStdout(selected, console);
            } else {
                toFile(selected, path);
            }
        }
        return ExitCode.OK.code();
    }

    private static void toStdout(SegmentRange selected, Console console) {
        try {
            write(selected, console.stdout(), Files.isRegularFile(STDOUT));
        } catch (IOException e) {
            throw console.outputFailure(e);
        }
    }

    private static void toFile(SegmentRange selected, Path path) {
        try (FileChannel to =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            write(selected, to, Files.isRegularFile(path));
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot write " + path, e);
        }
    }

    private static void write(SegmentRange selected, FileChannel to, boolean toFile)
            throws IOException {
        selected.segment()
                .guarded(
                        () -> {
                            if (toFile) {
                                SegmentTransfer.toFile(selected, to);
                            } else {
                                SegmentTransfer.toStream(selected, to);
                            }
                            return null;
                        });
    }
}
