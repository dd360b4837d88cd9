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
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TracedSegments;

/** {@code unpin}: ends the processes by which {@code pin} keeps a segment attached. */
public final class UnpinSegmentCommand implements Command {
    private final Argument<String> name;
    private final TraceOption traceOption;

    public UnpinSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        traceOption = new TraceOption(arguments);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        SegmentTrace trace = traceOption.trace(given, console);
        int ended = new TracedSegments(trace).localNamed(given.get(name)).unpin();
        if (ended == 0) {
            throw new IpcException(
                    Category.FAILED, "segment " + given.get(name) + " is not pinned");
        }
        trace.report(SegmentTrace.Step.DETACH, given.get(name) + ": pins ended: " + ended);
        return ExitCode.OK.code();
    }
}
