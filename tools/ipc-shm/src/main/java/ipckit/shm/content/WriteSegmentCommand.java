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
import ipckit.common.naming.IoErrorCategory;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code write}: copies bytes from stdin or from a file into a segment. */
public final class WriteSegmentCommand implements Command {
    private static final Path STANDARD = Path.of("-");

    private final Argument<String> name;
    private final Argument<Path> file;
    private final RangeOptions range;
    private final TraceOption trace;

    public WriteSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        file = arguments.file("the file to read; - is stdin").orElse(STANDARD);
        range = new RangeOptions(arguments);
        trace = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Path path = given.get(file);
        try (AttachedSegment segment =
                trace.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.WRITE, SegmentRole.ACCESS)) {
            SegmentRange selected = range.of(given, segment);
            if (path.equals(STANDARD)) {
                write(given, console.stdin(), selected);
            } else {
                try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ)) {
                    long size = from.size();
                    if (!range.hasLength(given) && size > selected.length()) {
                        throw tooLong(path + " has " + size + " bytes", selected, "nothing was");
                    }
                    write(given, from, selected);
                }
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate(
                    path.equals(STANDARD) ? "cannot read stdin" : "cannot read " + path, e);
        }
        return ExitCode.OK.code();
    }

    /**
     * Copies the input into the range. With {@code --length} the input must have at least the bytes
     * of the range. Without {@code --length} the whole input must fit into the range.
     */
    private void write(ParsedArguments given, ReadableByteChannel from, SegmentRange selected)
            throws IOException {
        long written = selected.segment().guarded(() -> SegmentTransfer.fromStream(from, selected));
        if (range.hasLength(given)) {
            if (written < selected.length()) {
                throw new IpcException(
                        Category.UNUSABLE,
                        "the input ended after " + written + " of " + selected.length() + " bytes");
            }
        } else if (written == selected.length() && from.read(ByteBuffer.allocate(1)) > 0) {
            throw tooLong("the input goes on", selected, "those were");
        }
    }

    private static IpcException tooLong(String input, SegmentRange selected, String written) {
        return new IpcException(
                Category.UNUSABLE,
                input
                        + ", more than the "
                        + selected.length()
                        + " bytes of the range: "
                        + written
                        + " written");
    }
}
