package ipckit.shm.segment;

import ipckit.common.Leftover;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GcOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceOption;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code gc}: deletes the directories of two kinds of segments: segments whose creating process
 * died before the segment was complete, and removed segments to which no process is attached any
 * more. Also deletes the temporary directories of dead processes. If a process died while it
 * created or removed the record of a daemon, {@code gc} also deletes the directory of this record.
 */
public final class GcSegmentsCommand implements Command {
    private final GcOptions gcOptions;
    private final TraceOption traceOption;

    public GcSegmentsCommand(Arguments arguments) {
        gcOptions = new GcOptions(arguments);
        traceOption = new TraceOption(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        SegmentTrace trace = traceOption.trace(given, console);
        return gcOptions.run(given, console, dryRun -> collect(dryRun, trace));
    }

    private static List<Leftover> collect(boolean dryRun, SegmentTrace trace) {
        List<Leftover> all = new ArrayList<>(new SegmentCatalog().collectGarbage(dryRun));
        all.addAll(new Daemons().collectLeftovers(dryRun));
        for (Leftover found : all) {
            String done = dryRun ? " was left by a dead process" : " deleted";
            trace.report(SegmentTrace.Step.CONTROL, found.name() + ": " + found.path() + done);
        }
        return all;
    }
}
