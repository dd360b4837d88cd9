package ipckit.shm.trace;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;

/** The option {@code --trace}, which the verbs (subcommands) declare through this class. */
public final class TraceOption {
    private final Argument<Boolean> trace;

    /** Declares the option. */
    public TraceOption(Arguments arguments) {
        trace = arguments.flag("--trace", "report each step on stderr");
        arguments.mayExit(ExitCode.IO);
    }

    /**
     * If the command line has {@code --trace}, returns a trace that writes to stderr; otherwise
     * returns a trace that reports nothing. Each line on stderr begins with the program's name and
     * the id of this process.
     */
    public SegmentTrace trace(ParsedArguments given, Console console) {
        String prefix = "ipc-shm[" + ProcessHandle.current().pid() + "]: ";
        return given.get(trace)
                ? new SegmentTrace(line -> console.report(prefix + line))
                : SegmentTrace.SILENT;
    }
}
