package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.runner.EachOperand;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceOption;

import java.util.ArrayList;
import java.util.List;

/** {@code rm}: removes segments. Attached processes keep the memory until they detach. */
public final class RemoveSegmentsCommand implements Command {
    private final Argument<List<String>> names;
    private final Argument<Boolean> ifUnattached;
    private final TraceOption traceOption;

    public RemoveSegmentsCommand(Arguments arguments) {
        names = arguments.operands("NAME", "the segments", 1).completes(Completion.SEGMENT);
        ifUnattached =
                arguments.flag("--if-unattached", "fail with 75 while a process is attached");
        traceOption = new TraceOption(arguments);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.WOULD_BLOCK, ExitCode.DENIED);
    }

    /**
     * Checks that all names are legal, then removes one segment after the other. After a failed
     * removal, continues with the next segment, as rm(1) does. The first failure decides the exit
     * code.
     */
    @Override
    public int run(ParsedArguments given, Console console) {
        SegmentTrace trace = traceOption.trace(given, console);
        List<Segment> removed = new ArrayList<>();
        for (String name : given.get(names)) {
            removed.add(trace.segment(name));
        }
        return EachOperand.run("ipc-shm", removed, console, segment -> remove(segment, given));
    }

    private void remove(Segment segment, ParsedArguments given) {
        if (given.get(ifUnattached)) {
            refuseIfAttached(segment.status());
        }
        segment.remove();
    }

    private static void refuseIfAttached(SegmentStatus status) {
        if (!status.isCounted()) {
            throw new IpcException(
                    Category.USAGE,
                    "segment " + status.name() + ": attached processes are not counted");
        }
        if (status.count() > 0) {
            throw new IpcException(
                    Category.WOULD_BLOCK,
                    "segment " + status.name() + ": " + status.count() + " attached");
        }
    }
}
