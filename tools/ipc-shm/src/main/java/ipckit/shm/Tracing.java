package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Console;
import ipckit.common.cli.Parsed;

/** The option that lets a verb tell its steps; the same for every verb. */
final class Tracing {
    private final Arg<Boolean> trace;

    Tracing(Arguments arguments) {
        trace = arguments.flag("--trace", "tell each step on stderr: create, attach, access, ...");
    }

    Trace trace(Parsed given, Console console) {
        return given.get(trace) ? Trace.on(console) : Trace.SILENT;
    }

    /** The segments, whose steps are told if that is wanted. */
    Segments segments(Parsed given, Console console) {
        return new Segments(trace(given, console));
    }
}
