package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.TraceOption;

/** {@code stat}: shows the status of a segment and the attached processes. */
public final class StatSegmentCommand implements Command {
    private final Argument<String> name;
    private final TraceOption traceOption;
    private final Argument<Boolean> json;

    public StatSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        json = arguments.json();
        traceOption = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        SegmentStatus status = traceOption.segments(given, console).named(given.get(name)).status();
        if (given.get(json)) {
            JsonWriter line = console.json();
            SegmentStatusJson.write(line, status);
            line.endLine();
        } else {
            SegmentStatusText.print(console.text(), status);
        }
        return ExitCode.OK.code();
    }
}
