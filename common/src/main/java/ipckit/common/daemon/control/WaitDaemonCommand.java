package ipckit.common.daemon.control;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.DaemonState;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code daemon wait}: waits until a daemon has ended, and exits with the exit status of its main
 * process. A daemon that waits for its next restart has not ended.
 */
final class WaitDaemonCommand implements Command {
    private static final long FIRST_LOOK_NANOS = 5_000_000;
    private static final long LOOK_NANOS = 100_000_000;

    private final Argument<String> name;
    private final Argument<Duration> timeout;

    WaitDaemonCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the daemon").completes(Completion.DAEMON);
        timeout = arguments.duration("--timeout", "give up after this (default: unlimited)");
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        DaemonRecord daemon = new Daemons().open(new ObjectName(given.get(name)));
        Deadline deadline = given.find(timeout).map(Deadline::after).orElse(Deadline.NEVER);
        long pause = FIRST_LOOK_NANOS;
        while (daemon.isLocked()) {
            if (deadline.expired()) {
                throw new IpcException(
                        Category.TIMED_OUT, "daemon " + daemon.name() + " has not ended in time");
            }
            LockSupport.parkNanos(Math.min(pause, deadline.remainingNanos()));
            pause = Math.min(2 * pause, LOOK_NANOS);
        }
        DaemonState state = daemon.state();
        if (!state.phase().isOver() || state.status() < 0) {
            throw new IpcException(
                    Category.FAILED,
                    "daemon " + daemon.name() + " has died, and its exit status is unknown");
        }
        return state.status();
    }
}
