package ipckit.common.daemon.control;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.daemon.Daemons;
import ipckit.common.naming.ObjectName;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code daemon stop}: ends daemons. First sends TERM to all of them, and then waits for each.
 * Therefore the daemons finish their work at the same time. A daemon that does not run counts as
 * stopped.
 */
final class StopDaemonsCommand implements Command {
    private final NamedDaemons names;
    private final Argument<Duration> grace;

    StopDaemonsCommand(Arguments arguments, String program) {
        names = new NamedDaemons(arguments, program);
        grace = DaemonStop.grace(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Daemons daemons = new Daemons();
        Deadline deadline = Deadline.after(given.get(grace));
        List<Runnable> ends = new ArrayList<>();
        for (ObjectName name : names.of(given)) {
            ends.add(stop(daemons, name, deadline, console));
        }
        return names.each(ends, console, Runnable::run);
    }

    /** Sends TERM to a daemon, and returns an action that waits for the end of the daemon. */
    private static Runnable stop(
            Daemons daemons, ObjectName name, Deadline deadline, Console console) {
        try {
            DaemonStop stop = new DaemonStop(daemons.open(name));
            stop.request();
            return () -> stop.await(deadline, console);
        } catch (IpcException e) {
            return () -> {
                throw e;
            };
        }
    }
}
