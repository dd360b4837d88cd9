package ipckit.shm.trace;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;

/**
 * The arguments that the verbs (subcommands) for a single segment have in common: the operand NAME,
 * which selects the segment, and the option {@code --trace}.
 */
public final class SegmentArguments {
    private final Argument<String> name;
    private final TraceOption trace;

    /**
     * Declares the operand NAME and the option {@code --trace}. Also declares the exit codes for a
     * segment that does not exist and for a segment that this user may not use.
     *
     * <p>A verb must declare its own options first. Help lists options in the order of declaration,
     * and {@code --trace} should come last.
     */
    public SegmentArguments(Arguments arguments) {
        name = arguments.operand("NAME", "the segment").completes(Completion.SEGMENT);
        trace = new TraceOption(arguments);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /** Returns the name of the segment as the user typed it. */
    public String name(ParsedArguments given) {
        return given.get(name);
    }

    /**
     * If the command line has {@code --trace}, returns a trace that writes to stderr; otherwise
     * returns a trace that reports nothing.
     */
    public SegmentTrace trace(ParsedArguments given, Console console) {
        return trace.trace(given, console);
    }

    /**
     * Returns the segment that the operand NAME selects. The segment need not exist. If the command
     * line has {@code --trace}, each operation on the segment is reported on stderr.
     *
     * @throws ipckit.common.IpcException USAGE if the name is illegal
     */
    public Segment segment(ParsedArguments given, Console console) {
        return trace(given, console).segment(name(given));
    }
}
