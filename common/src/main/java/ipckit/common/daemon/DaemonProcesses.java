package ipckit.common.daemon;

import ipckit.common.process.InheritableLock;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.RunningProcess;
import ipckit.common.process.ScanScript;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * All processes of one daemon: the processes whose environment variable {@code IPCKIT_DAEMON_TAG}
 * contains the daemon's tag, the processes in the session of the daemon's supervisor, and all
 * descendants of these processes. If one of these processes has started another daemon, the
 * processes of that other daemon are not included. A command that has cleared its environment and
 * created a session of its own is found only while its parent is alive.
 */
public final class DaemonProcesses {
    /**
     * The time limit in nanoseconds for the supervisor to record the end of the daemon. The time
     * begins when all other processes have ended.
     */
    private static final long RECORDING_NANOS = 5_000_000_000L;

    private static final long LOOK_NANOS = 20_000_000;

    private final DaemonRecord daemon;

    public DaemonProcesses(DaemonRecord daemon) {
        this.daemon = daemon;
    }

    /**
     * Ends all processes of a daemon. This method is called if the supervisor is dead, or if the
     * supervisor has got TERM and has not ended the daemon in time.
     *
     * <p>First, TERM is sent to all processes except the supervisor and the logger (the process
     * that writes the log). After {@code killAfter}, KILL is sent to the processes that are still
     * alive. If {@code killAfter} is {@link Duration#ZERO}, KILL is sent at once. The supervisor
     * then has five seconds to record the end of the daemon. After that, the supervisor and the
     * logger get KILL if they are still alive.
     *
     * <p>If the daemon's lock is then free and no end was recorded, this method records that the
     * daemon was stopped. If a process is still alive about ten seconds after KILL, this method no
     * longer waits for it.
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
     * {@code killAfter} get KILL. The caller must hold the daemon's lock.
     *
     * @throws ipckit.common.IpcException NO_PROCESS if no shell can be started
     */
    void endLeftovers(Duration killAfter) {
        endWork(killAfter, daemon.state().supervisor());
        endSupervision();
    }

    /**
     * Ends the main process, its commands, and the other processes of the supervisor's session.
     * Does not end the supervisor, the logger (the process that writes the log), or the processes
     * that these two have started for their own work.
     */
    private void endWork(Duration killAfter, RunningProcess supervisor) {
        long scans = killAfter.toMillis() * ScanScript.SCANS_A_SECOND / 1000;
        endTagged(daemon.tag(), scans, session(supervisor));
    }

    /**
     * Ends the supervisor, the logger (the process that writes the log), and the processes that
     * these two have started for their own work.
     */
    private void endSupervision() {
        endTagged(daemon.tag() + DaemonRecord.SUPERVISOR_TAG, 0, "");
    }

    private void endTagged(String tag, long scans, String session) {
        List<String> arguments = List.of(tag, Long.toString(scans), session);
        ShellScripts.end(OwnCommandLine.bytesOf(arguments)).start().await();
    }

    /**
     * Returns the number of the supervisor's session, which is the supervisor's pid. Returns an
     * empty text if another process now has this pid: the session has then ended, and the number
     * may belong to another session.
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
