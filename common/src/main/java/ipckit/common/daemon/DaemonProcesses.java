package ipckit.common.daemon;

import ipckit.common.process.InheritableLock;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.RunningProcess;
import ipckit.common.process.ScanScript;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * All processes of one daemon: those with its tag in their environment, those in the session of its
 * supervisor, and the descendants of both. A command that has cleared its environment and has
 * created a session of its own is found only while its parent is alive.
 */
public final class DaemonProcesses {
    /**
     * The time in nanoseconds within which the supervisor must record the end of the daemon after
     * all other processes have ended.
     */
    private static final long RECORDING_NANOS = 5_000_000_000L;

    private static final long LOOK_NANOS = 20_000_000;

    private final DaemonRecord daemon;

    public DaemonProcesses(DaemonRecord daemon) {
        this.daemon = daemon;
    }

    /**
     * Ends the processes of a daemon whose supervisor is dead, or has got TERM and has not ended
     * the daemon in time. All processes except the supervisor get TERM, and those that are alive
     * after {@code killAfter} get KILL. With {@link Duration#ZERO}, they get KILL at once. If the
     * supervisor does not record the end of the daemon within the next five seconds, it gets KILL,
     * too. Records that the daemon was stopped, unless its supervisor has recorded its end. Returns
     * when no process is left.
     *
     * @throws ipckit.common.IpcException NO_PROCESS if no shell can be started
     */
    public void end(Duration killAfter) {
        RunningProcess supervisor = daemon.state().supervisor();
        endWork(killAfter, supervisor);
        if (!awaitUnlocked() && supervisor != null) {
            supervisor.signal("KILL");
        }
        endSupervision();
        try (InheritableLock lock = InheritableLock.open(daemon.lock())) {
            if (lock.tryLock() && !daemon.state().phase().isOver()) {
                daemon.writeStopped();
            }
        }
    }

    /**
     * Ends the processes that a dead daemon has left. All get TERM, and those that are alive after
     * {@code killAfter} get KILL. Needs the lock.
     *
     * @throws ipckit.common.IpcException NO_PROCESS if no shell can be started
     */
    void endLeftovers(Duration killAfter) {
        endWork(killAfter, daemon.state().supervisor());
        endSupervision();
    }

    /** Ends the main process, its commands, and all processes of the supervisor's session. */
    private void endWork(Duration killAfter, RunningProcess supervisor) {
        long scans = killAfter.toMillis() * ScanScript.SCANS_A_SECOND / 1000;
        endTagged(daemon.tag(), scans, session(supervisor));
    }

    /** Ends the supervisor, the logger and their helpers. */
    private void endSupervision() {
        endTagged(daemon.tag() + DaemonRecord.SUPERVISOR_TAG, 0, "");
    }

    private void endTagged(String tag, long scans, String session) {
        List<String> arguments = List.of(tag, Long.toString(scans), session);
        ShellScripts.end(OwnCommandLine.bytesOf(arguments)).start().await();
    }

    /**
     * Returns the number of the supervisor's session. The number may belong to another session if
     * the supervisor and all other processes of its session have ended. Then a process with this
     * pid exists, and the result is empty.
     */
    private static String session(RunningProcess supervisor) {
        if (supervisor == null) {
            return "";
        }
        boolean reused = !supervisor.isAlive() && RunningProcess.exists(supervisor.pid());
        return reused ? "" : Long.toString(supervisor.pid());
    }

    private boolean awaitUnlocked() {
        long end = System.nanoTime() + RECORDING_NANOS;
        while (daemon.isLocked()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
