package ipckit.shm.segment;

import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.option.GcOptions.Found;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.LocalSegments;
import ipckit.shm.trace.Trace;
import ipckit.shm.trace.TraceOption;

import java.util.List;

/** {@code gc}: deletes what processes left that died while they made or removed a segment. */
public final class GcSegmentsCommand implements Command {
    private final GcOptions sweeping;
    private final TraceOption tracing;

    public GcSegmentsCommand(Arguments arguments) {
        sweeping = new GcOptions(arguments);
        tracing = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Trace trace = tracing.trace(given, console);
        return sweeping.run(given, console, only -> sweep(only, trace));
    }

    private static List<Found> sweep(boolean only, Trace trace) {
        List<Found> all = new LocalSegments().sweep(only);
        for (Found found : all) {
            String done = only ? " is left of the dead" : " deleted";
            trace.tell(Trace.Step.CONTROL, found.name() + ": " + found.path() + done);
        }
        return all;
    }
}
