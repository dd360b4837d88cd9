package ipckit.shm.trace;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/** The option that lets a verb tell its steps; the same for every verb. */
public final class TraceOption {
    private final Argument<Boolean> trace;

    public TraceOption(Arguments arguments) {
        trace = arguments.flag("--trace", "tell each step on stderr: create, attach, access, ...");
    }

    public Trace trace(ParsedArguments given, Console console) {
        return given.get(trace) ? Trace.on(console) : Trace.SILENT;
    }

    /** The segments, whose steps are told if that is wanted. */
    public TracedSegments segments(ParsedArguments given, Console console) {
        return new TracedSegments(trace(given, console));
    }
}
