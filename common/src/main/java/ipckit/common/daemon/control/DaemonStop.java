package ipckit.common.daemon.control;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.output.Console;
import ipckit.common.daemon.DaemonProcesses;
import ipckit.common.daemon.DaemonRecord;
import ipckit.common.daemon.DaemonState;
import ipckit.common.process.RunningProcess;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends one daemon. Sends TERM to the supervisor, which lets the main process finish its work. After
 * the time limit, sends KILL to all processes of the daemon. If the supervisor was killed, ends the
 * processes that remain.
 */
final class DaemonStop {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 50_000_000;

    private final DaemonRecord daemon;

    /** The supervisor at the last call of {@link #request}; null if no supervisor was known. */
    private RunningProcess supervisor;

    private boolean requested;

    DaemonStop(DaemonRecord daemon) {
        this.daemon = daemon;
    }

    /** Declares the option {@code --grace} of a verb that ends daemons. */
    static Argument<Duration> grace(Arguments arguments) {
        return arguments
                .duration("--grace", "send KILL to a daemon that TERM has not ended by then")
                .orElse(GRACE);
    }

    /**
     * Sends TERM to the supervisor if the daemon runs. Does not wait.
     *
     * <p>Never sends TERM to the main process. If the supervisor was killed, the kernel has already
     * sent TERM to the main process, which now lets its command finish. A second TERM would end
     * that command.
     */
    void request() {
        if (requested || !daemon.isLocked()) {
            return;
        }
        DaemonState state = daemon.state();
        supervisor = state.supervisor();
        // While the daemon is being started, its supervisor is not known yet. Then await() calls
        // this method again.
        requested = supervisor != null && supervisor.signal("TERM");
        if (requested) {
            // A process that was suspended by SIGSTOP does not act on TERM before it gets CONT.
            supervisor.signal("CONT");
            if (state.main() != null) {
                state.main().signal("CONT");
            }
        }
    }

    /**
     * Waits until the daemon has ended. At the deadline, sends KILL to all processes of the daemon
     * that are alive. If the supervisor was killed earlier and has not recorded the end of the
     * daemon, this method ends the processes that remain, and records that the daemon was stopped.
     *
     * @throws IpcException FAILED if a process of the daemon cannot be ended
     */
    void await(Deadline deadline, Console console) {
        while (!hasEnded() && !deadline.expired()) {
            request();
            LockSupport.parkNanos(Math.min(LOOK_NANOS, deadline.remainingNanos()));
        }
        if (!hasEnded()) {
            console.message("daemon " + daemon.name() + " has not ended in time: sending KILL");
            new DaemonProcesses(daemon).end(Duration.ZERO);
        } else if (!daemon.isLocked() && !daemon.state().phase().isOver()) {
            // The supervisor was killed, so it has neither ended the other processes of the daemon
            // nor recorded the end of the daemon.
            new DaemonProcesses(daemon).end(Duration.ofNanos(deadline.remainingNanos()));
        }
        if (!hasEnded()) {
            throw new IpcException(
                    Category.FAILED, "cannot end all processes of daemon " + daemon.name());
        }
    }

    /**
     * Returns whether the daemon has ended. Also returns true if another process has already
     * started the daemon again. The lock is then held, but by a new supervisor.
     */
    private boolean hasEnded() {
        return !daemon.isLocked()
                || requested
                        && supervisor != null
                        && !supervisor.equals(daemon.state().supervisor());
    }
}
