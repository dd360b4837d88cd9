package ipckit.shm.trace;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/** The option {@code --trace}, declared in the same way by every verb. */
public final class TraceOption {
    private final Argument<Boolean> trace;

    /** Declares the option. */
    public TraceOption(Arguments arguments) {
        trace = arguments.flag("--trace", "report each step on stderr");
    }

    /** Returns the trace that the command line asks for. */
    public SegmentTrace trace(ParsedArguments given, Console console) {
        return given.get(trace) ? SegmentTrace.toStderr(console) : SegmentTrace.SILENT;
    }

    /** Returns the segments, traced if the command line asks for it. */
    public TracedSegments segments(ParsedArguments given, Console console) {
        return new TracedSegments(trace(given, console));
    }
}
