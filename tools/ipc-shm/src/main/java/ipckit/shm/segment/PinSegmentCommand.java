package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.daemon.Readiness;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ThisProgram;
import ipckit.common.process.UserCommand;
import ipckit.shm.scheme.LocalSegment;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.trace.SegmentArguments;
import ipckit.shm.trace.SegmentTrace;
import ipckit.shm.trace.TraceText;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code pin}: starts a background process, which keeps a segment attached. A script can attach a
 * segment with {@code pin} and detach it later with {@code unpin}. With {@code --daemon}, the
 * background process is the main process of a daemon.
 */
public final class PinSegmentCommand implements Command {
    private static final List<String> IDLE = List.of("sleep", "infinity");

    private final Class<?> main;
    private final SegmentArguments target;
    private final DaemonOptions daemon;

    /**
     * @param main the main class of this program; the background process runs this class
     */
    public PinSegmentCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        daemon = new DaemonOptions(arguments);
        target = new SegmentArguments(arguments);
        arguments.mayExit(ExitCode.CORRUPT, ExitCode.CANNOT_RUN);
    }

    /**
     * Starts the background process or, with {@code --daemon}, the daemon. Returns 0 when the
     * background process has attached the segment. If the background process fails, it prints an
     * error message, and this method returns the exit code of the background process. In the main
     * process of the daemon, this method replaces the process by a command that only sleeps.
     */
    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.NONE, console);
        }
        String name = target.name(given);
        LocalSegment segment = new SegmentCatalog().localNamed(name);
        if (given.has(daemon.name())) {
            UserCommand.check(IDLE.getFirst());
            segment.becomePin(new UserCommand(IDLE), Readiness::announce);
            return ExitCode.FAILED.code();
        }
        segment.status();
        ChildProcess pin = ThisProgram.start(main, List.of(PinProcessCommand.VERB, name), Map.of());
        if (pin.stdout().read() < 0) {
            return pin.await().status();
        }
        Readiness.announce();
        String nattch = TraceText.nattch(segment.status().count());
        target.trace(given, console)
                .report(
                        SegmentTrace.Step.ATTACH,
                        segment + " by process " + pin.pid() + ", which stays" + nattch);
        return ExitCode.OK.code();
    }
}
