package ipckit.shm;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.Failures;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code write}: bytes of stdin or a file into a segment. */
final class WriteCommand implements Command {
    private static final Path STANDARD = Path.of("-");

    private final Arg<String> name;
    private final Arg<Path> file;
    private final Range range;

    WriteCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        file = arguments.operand("FILE", "where from; - is stdin", Path::of).orElse(STANDARD);
        range = new Range(arguments);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED);
    }

    @Override
    public int run(Parsed given, Console console) {
        Path path = given.get(file);
        try (Attached segment =
                new Segments()
                        .named(given.get(name))
                        .attach(Segment.Access.WRITE, User.Role.ACCESS)) {
            MemorySegment bytes = range.of(given, segment);
            if (path.equals(STANDARD)) {
                write(given, console.stdin(), bytes);
            } else {
                try (FileChannel from = FileChannel.open(path, StandardOpenOption.READ)) {
                    long size = from.size();
                    if (!range.hasLength(given) && size > bytes.byteSize()) {
                        throw tooMuch(path + " has " + size + " bytes, more", "nothing is", bytes);
                    }
                    write(given, from, bytes);
                }
            }
        } catch (IOException e) {
            throw Failures.translate(
                    path.equals(STANDARD) ? "cannot read stdin" : "cannot read " + path, e);
        }
        return ExitCode.OK.code();
    }

    /** With a length that many bytes are taken and no more; without, all must have room. */
    private void write(Parsed given, ReadableByteChannel from, MemorySegment bytes)
            throws IOException {
        long written = Transfer.watched(given.get(name), () -> Transfer.in(from, bytes));
        if (range.hasLength(given)) {
            if (written < bytes.byteSize()) {
                throw new IpcException(
                        Category.UNUSABLE,
                        "the input ended after " + written + " of " + bytes.byteSize() + " bytes");
            }
        } else if (written == bytes.byteSize() && from.read(ByteBuffer.allocate(1)) > 0) {
            throw tooMuch("the input has more", "those are", bytes);
        }
    }

    private static IpcException tooMuch(String what, String written, MemorySegment room) {
        return new IpcException(
                Category.UNUSABLE,
                what
                        + " than the "
                        + room.byteSize()
                        + " bytes there is room for: "
                        + written
                        + " written");
    }
}
