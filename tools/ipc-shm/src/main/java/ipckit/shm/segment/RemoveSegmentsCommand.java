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

import java.util.ArrayList;
import java.util.List;

/** {@code rm}: removes segments; their memory goes with the last who is attached. */
public final class RemoveSegmentsCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> ifUnattached;
    private final TraceOption tracing;

    public RemoveSegmentsCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the segments", 1);
        ifUnattached = arguments.flag("--if-unattached", "refuse (75) while anybody is attached");
        tracing = new TraceOption(arguments);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.WOULD_BLOCK, ExitCode.DENIED);
    }

    /**
     * Goes on after a failure, as rm(1) does; the first failure decides the exit code. A name that
     * is illegal is found before anything is removed.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        TracedSegments segments = tracing.segments(given, console);
        List<Segment> removed = new ArrayList<>();
        for (String name : given.get(names)) {
            removed.add(segments.named(name));
        }
        IpcException first = null;
        for (Segment segment : removed) {
            try {
                if (given.get(ifUnattached)) {
                    refuseIfAttached(segment.facts());
                }
                segment.remove();
            } catch (IpcException e) {
                if (first == null) {
                    first = e;
                } else {
                    console.error("ipc-shm: " + e.getMessage());
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return ExitCode.OK.code();
    }

    private static void refuseIfAttached(SegmentStatus facts) {
        if (facts.count() < 0) {
            throw new IpcException(
                    Category.USAGE,
                    "segment " + facts.name() + ": nobody counts who is attached to it");
        }
        if (facts.count() > 0) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    "segment " + facts.name() + ": " + facts.count() + " attached");
        }
    }
}
