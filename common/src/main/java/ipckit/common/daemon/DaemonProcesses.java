package ipckit.common.daemon;

import java.time.Duration;

/**
 * All processes of one daemon: those with its tag in their environment, those in the session of its
 * supervisor, and the descendants of both.
 */
public final class DaemonProcesses {
    private final DaemonRecord daemon;

    public DaemonProcesses(DaemonRecord daemon) {
        this.daemon = daemon;
    }

    /**
     * Ends the processes: all get TERM, and those that are alive after {@code killAfter} get KILL.
     * With {@link Duration#ZERO}, all get KILL at once. Waits until all have ended. Neither the
     * supervisor nor the main process are spared, so a caller that wants the daemon to drain first
     * sends TERM to the supervisor and waits for the lock.
     */
    public void end(Duration killAfter) {
        throw new UnsupportedOperationException(daemon.name() + " " + killAfter);
    }
}
