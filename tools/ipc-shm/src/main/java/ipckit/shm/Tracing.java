package ipckit.shm;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/** The option that lets a verb tell its steps; the same for every verb. */
final class Tracing {
    private final Argument<Boolean> trace;

    Tracing(Arguments arguments) {
        trace = arguments.flag("--trace", "tell each step on stderr: create, attach, access, ...");
    }

    Trace trace(ParsedArguments given, Console console) {
        return given.get(trace) ? Trace.on(console) : Trace.SILENT;
    }

    /** The segments, whose steps are told if that is wanted. */
    Segments segments(ParsedArguments given, Console console) {
        return new Segments(trace(given, console));
    }
}
