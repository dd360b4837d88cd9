package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.runner.Command;
import ipckit.common.sync.LockUse;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.SegmentArguments;

/** {@code stat}: shows the status of a segment and the attached processes. */
public final class StatSegmentCommand implements Command {
    private final Argument<Boolean> json;
    private final SegmentArguments target;

    public StatSegmentCommand(Arguments arguments) {
        json = arguments.json();
        target = new SegmentArguments(arguments);
        arguments.mayExit(ExitCode.CORRUPT, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Segment segment = target.segment(given, console);
        SegmentStatus status = segment.status();
        LockUse lock = segment.lockUse().orElse(null);
        if (given.get(json)) {
            JsonWriter line = console.json();
            SegmentStatusJson.write(line, status, lock);
            line.endLine();
        } else {
            SegmentStatusText.print(console.text(), status, lock);
        }
        return ExitCode.OK.code();
    }
}
