package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.common.process.UserCommand;
import ipckit.shm.Main;
import ipckit.shm.scheme.LocalSegment;
import ipckit.shm.trace.Trace;
import ipckit.shm.trace.TraceOption;
import ipckit.shm.trace.TracedSegment;
import ipckit.shm.trace.TracedSegments;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code pin}: a process in the background that does nothing but to be attached, so that attaching
 * and detaching can be two commands. It is not this program that stays, which would be a whole
 * virtual machine, but a {@code sleep} that it becomes.
 */
public final class PinSegmentCommand implements Command {
    /** The verb of the process in the background. */
    public static final String KEEPER = "keep";

    private final Argument<String> name;
    private final TraceOption tracing;

    public PinSegmentCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        tracing = new TraceOption(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.CANNOT_RUN);
    }

    /** Returns when the keeper says that it is there, or has ended with what it has to say. */
    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        Trace trace = tracing.trace(given, console);
        LocalSegment segment = new TracedSegments(trace).localNamed(given.get(name));
        segment.facts();
        ChildProcess keeper =
                ThisProgram.start(Main.class, List.of(KEEPER, given.get(name)), Map.of());
        if (keeper.stdout().read() < 0) {
            return keeper.await().status();
        }
        trace.tell(
                Trace.Step.ATTACH,
                segment
                        + " by process "
                        + keeper.pid()
                        + ", which stays"
                        + TracedSegment.nattch(segment.facts().count()));
        return ExitCode.OK.code();
    }

    /** What {@code pin} starts. */
    public static final class Keeper implements Command {
        private static final List<String> IDLE =
                List.of(
                        "setsid",
                        "sh",
                        "-c",
                        "echo; exec sleep infinity </dev/null >/dev/null 2>&1");

        private final Argument<String> name;

        public Keeper(Arguments arguments) {
            name = arguments.operand("NAME", "the segment");
        }

        @Override
        public int run(ParsedArguments given, Console console) {
            new TracedSegments(Trace.SILENT)
                    .localNamed(given.get(name))
                    .keep(new UserCommand(IDLE));
            return ExitCode.FAILED.code();
        }
    }
}
