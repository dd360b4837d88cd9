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
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.User;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code write}: bytes of stdin or a file into a segment. */
public final class WriteSegmentCommand implements Command {
    private static final Path STANDARD = Path.of("-");

    private final Argument<String> name;
    private final Argument<Path> file;
    private final RangeOptions range;
    private final TraceOption tracing;

    public WriteSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        file = arguments.file("where from; - is stdin").orElse(STANDARD);
        range = new RangeOptions(arguments);
        tracing = new TraceOption(arguments);
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
                tracing.segments(given, console)
                        .named(given.get(name))
                        .attach(Segment.Access.WRITE, User.Role.ACCESS)) {
            SegmentRange part = range.of(given, segment);
            if (path.equals(STANDARD)) {
                write(given, console.stdin(), part);
            } else {
                try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ)) {
                    long size = from.size();
                    if (!range.hasLength(given) && size > part.length()) {
                        throw tooMuch(path + " has " + size + " bytes, more", "nothing is", part);
                    }
                    write(given, from, part);
                }
            }
        } catch (IOException e) {
            throw IoErrorCategory.translate(
                    path.equals(STANDARD) ? "cannot read stdin" : "cannot read " + path, e);
        }
        return ExitCode.OK.code();
    }

    /** With a length that many bytes are taken and no more; without, all must have room. */
    private void write(ParsedArguments given, ReadableByteChannel from, SegmentRange part)
            throws IOException {
        long written =
                SegmentTransfer.watched(part.segment(), () -> SegmentTransfer.in(from, part));
        if (range.hasLength(given)) {
            if (written < part.length()) {
                throw new IpcException(
                        Category.UNUSABLE,
                        "the input ended after " + written + " of " + part.length() + " bytes");
            }
        } else if (written == part.length() && from.read(ByteBuffer.allocate(1)) > 0) {
            throw tooMuch("the input has more", "those are", part);
        }
    }

    private static IpcException tooMuch(String what, String written, SegmentRange room) {
        return new IpcException(
                Category.UNUSABLE,
                what
                        + " than the "
                        + room.length()
                        + " bytes there is room for: "
                        + written
                        + " written");
    }
}
