package ipckit.shm.content;

import ipckit.common.CountedNoun;
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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code write}: copies bytes from stdin or from a file into a segment. */
public final class WriteSegmentCommand implements Command {
    private static final Path STANDARD = Path.of("-");

    private final RangeArguments target;
    private final Argument<Path> file;

    public WriteSegmentCommand(Arguments arguments) {
        target = new RangeArguments(arguments);
        file = arguments.file("the file to read; - is stdin").orElse(STANDARD);
        arguments.mayExit(ExitCode.IO);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Path path = given.get(file);
        boolean whole = !target.hasLength(given);
        try {
            return target.use(
                    given,
                    console,
                    Segment.Access.WRITE,
                    range -> {
                        if (path.equals(STANDARD)) {
                            copy(console.stdin(), range, whole);
                        } else {
                            copyFile(path, range, whole);
                        }
                    });
        } catch (NoSuchFileException e) {
            throw new IpcException(Category.IO, "no such file: " + path, e);
        } catch (IOException e) {
            throw IoErrorCategory.translate(
                    path.equals(STANDARD) ? "cannot read stdin" : "cannot read " + path, e);
        }
    }

    private static void copyFile(Path path, SegmentRange range, boolean whole) throws IOException {
        try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = from.size();
            if (whole && size > range.length()) {
                throw tooLong(path + " has " + CountedNoun.of(size, "byte"), range, "nothing was");
            }
            copy(from, range, whole);
        }
    }

    /**
     * Copies an input into the range.
     *
     * @param whole true to copy the whole input, which must fit into the range; false to fill the
     *     whole range, and leave the rest of the input unread
     * @throws IpcException UNUSABLE if the whole input does not fit into the range, or if the input
     *     is too short to fill the whole range
     */
    private static void copy(ReadableByteChannel from, SegmentRange range, boolean whole)
            throws IOException {
        long length = range.length();
        long written = SegmentTransfer.fromStream(from, range);
        if (!whole && written < length) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "the input ended after " + written + " of " + CountedNoun.of(length, "byte"));
        }
        if (whole && written == length && from.read(ByteBuffer.allocate(1)) > 0) {
            throw tooLong("the input goes on", range, "those were");
        }
    }

    private static IpcException tooLong(String input, SegmentRange range, String written) {
        String limit =
                ", more than the " + CountedNoun.of(range.length(), "byte") + " of the range: ";
        return new IpcException(Category.UNUSABLE, input + limit + written + " written");
    }
}
