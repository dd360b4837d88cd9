package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TracedSegments;

/** {@code create}: makes a segment and prints its number. */
public final class CreateSegmentCommand implements Command {
    private static final int DEFAULT_MODE = 0600;

    private final Argument<String> name;
    private final Argument<Boolean> isPrivate;
    private final Argument<Long> size;
    private final Argument<Integer> mode;
    private final Argument<Boolean> ifAbsent;
    private final TraceOption tracing;

    public CreateSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "what to call the segment").orElse("");
        isPrivate = arguments.flag("--private", "it has no name but the number printed");
        size = arguments.size("--size", "how many bytes, all of them zero (required)");
        mode = arguments.mode("--mode", "permissions, whatever the umask").orElse(DEFAULT_MODE);
        ifAbsent =
                arguments.flag(
                        "--if-absent", "it is well if it is there already, and large enough");
        tracing = new TraceOption(arguments);
        arguments.exclusive(isPrivate, name);
        arguments.exclusive(isPrivate, ifAbsent);
        arguments.oneOf(name, isPrivate);
        arguments.oneOf(size);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        TracedSegments segments = tracing.segments(given, console);
        long id =
                given.get(isPrivate)
                        ? segments.createPrivate(given.get(size), given.get(mode))
                        : create(segments.named(given.get(name)), given);
        console.text().println(Long.toString(id));
        return ExitCode.OK.code();
    }

    private long create(Segment segment, ParsedArguments given) {
        for (; ; ) {
            try {
                return segment.create(given.get(size), given.get(mode));
            } catch (IpcException e) {
                if (e.category() != Category.EXISTS || !given.get(ifAbsent)) {
                    throw e;
                }
            }
            try {
                return existing(segment.facts(), given.get(size));
            } catch (IpcException e) {
                if (e.category() != Category.ABSENT) { // it has just gone: make it
                    throw e;
                }
            }
        }
    }

    private static long existing(SegmentStatus facts, long wanted) {
        if (facts.size() < wanted) {
            throw new IpcException(
                    Category.EXISTS,
                    "segment "
                            + facts.name()
                            + " exists already, and has only "
                            + facts.size()
                            + " bytes");
        }
        return facts.id();
    }
}
