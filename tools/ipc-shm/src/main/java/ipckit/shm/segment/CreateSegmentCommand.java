package ipckit.shm.segment;

import ipckit.common.CountedNoun;
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
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceOption;

/** {@code create}: creates a segment and prints its id. */
public final class CreateSegmentCommand implements Command {
    private static final int DEFAULT_MODE = 0600;

    private final Argument<String> name;
    private final Argument<Boolean> unnamed;
    private final Argument<Long> size;
    private final Argument<Integer> mode;
    private final Argument<Boolean> ifAbsent;
    private final TraceOption traceOption;

    public CreateSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the name of the segment").orElse("");
        unnamed = arguments.flag("--private", "create a segment whose only name is the printed id");
        size = arguments.size("--size", "size in bytes, initially zero (required)");
        mode =
                arguments
                        .mode("--mode", "permissions, regardless of the umask")
                        .orElse(DEFAULT_MODE);
        ifAbsent =
                arguments.flag("--if-absent", "succeed if the segment exists and is large enough");
        traceOption = new TraceOption(arguments);
        arguments.exclusive(unnamed, name);
        arguments.exclusive(unnamed, ifAbsent);
        arguments.oneOf(name, unnamed);
        arguments.oneOf(size);
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        console.requireOutput();
        SegmentTrace trace = traceOption.trace(given, console);
        long id =
                given.get(unnamed)
                        ? trace.createUnnamed(given.get(size), given.get(mode))
                        : create(trace.segment(given.get(name)), given);
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
                return idOfExisting(segment.status(), given.get(size));
            } catch (IpcException e) {
                // ABSENT means that the segment existed when this process tried to create it, but
                // another process has removed it since. The loop tries again to create the segment.
                if (e.category() != Category.ABSENT) {
                    throw e;
                }
            }
        }
    }

    private static long idOfExisting(SegmentStatus status, long wanted) {
        if (status.size() < wanted) {
            String found = " exists already, with only " + CountedNoun.of(status.size(), "byte");
            throw new IpcException(Category.EXISTS, "segment " + status.name() + found);
        }
        return status.id();
    }
}
