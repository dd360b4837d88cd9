package ipckit.common.daemon.control;

import ipckit.common.Deadline;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.DaemonStart;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

import java.time.Duration;

/**
 * {@code daemon restart}: ends a daemon if it runs, and starts it again with the same command,
 * environment, working directory and umask. Returns when the daemon is ready.
 */
final class RestartDaemonCommand implements Command {
    private final Argument<String> name;
    private final Argument<Duration> grace;

    RestartDaemonCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the daemon").completes(Completion.DAEMON);
        grace = DaemonStop.grace(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.AROUND_COMMAND,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        DaemonRecord daemon = new Daemons().open(new ObjectName(given.get(name)));
        // The daemon cannot be started again if its settings are missing, or if a file that the
        // settings name is not usable. In these cases the next line throws an exception, so the
        // daemon is not stopped.
        daemon.settings().checkFiles();
        DaemonStop stop = new DaemonStop(daemon);
        stop.request();
        stop.await(Deadline.after(given.get(grace)), console);
        return DaemonStart.again(daemon, console);
    }
}
