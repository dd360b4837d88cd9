package ipckit.common.daemon.control;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.DaemonSettings;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.Shutdown;

import java.util.concurrent.locks.LockSupport;

/** {@code daemon log}: prints the log of a daemon, which consists of the daemon's messages. */
final class PrintDaemonLogCommand implements Command {
    private static final long LOOK_NANOS = 50_000_000;

    private final Argument<String> name;
    private final Argument<Boolean> follow;
    private final Argument<Long> lines;

    PrintDaemonLogCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the daemon").completes(Completion.DAEMON);
        follow = arguments.flag("-f, --follow", "print further lines until the daemon has ended");
        lines =
                arguments.option(
                        "-n, --lines",
                        "N",
                        "begin with the last N lines (default: all)",
                        CountConverter.FROM_ZERO);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        DaemonRecord daemon = new Daemons().open(new ObjectName(given.get(name)));
        DaemonSettings settings = daemon.settings();
        if (settings.journal()) {
            throw new IpcException(
                    Category.FAILED,
                    "daemon "
                            + daemon.name()
                            + " writes its messages to the journal: see journalctl");
        }
        int kept = (int) Math.min(settings.logKeep(), Integer.MAX_VALUE - 1);
        try (LogReader log = new LogReader(new LogFiles(daemon.log(), kept), console)) {
            given.find(lines).ifPresentOrElse(log::beginAtLast, log::beginAtOldest);
            if (given.get(follow)) {
                Shutdown.onClosedOutput();
                while (isRunning(daemon)) {
                    log.copy();
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            }
            // The daemon writes its last lines before it releases its lock. With --follow, the loop
            // may have ended before it has printed these lines.
            log.copy();
        }
        return ExitCode.OK.code();
    }

    private static boolean isRunning(DaemonRecord daemon) {
        try {
            return daemon.isLocked();
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT) {
                // The daemon has ended and was removed.
                return false;
            }
            throw e;
        }
    }
}
