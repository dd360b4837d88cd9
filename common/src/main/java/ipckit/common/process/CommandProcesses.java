package ipckit.common.process;

import ipckit.common.os.ProcessStat;
import ipckit.common.os.ProcessState;
import ipckit.common.os.Signals;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes of a command that this process has started: the child and its descendants, also
 * those whose parents have ended. An environment variable marks them; a {@link TreeScan} finds
 * them. This class is safe for several threads.
 */
public final class CommandProcesses {
    /** The environment variable that marks the processes of a command. */
    private static final String VARIABLE = "IPC_COMMAND";

    private static final long LOOK_NANOS = 1_000_000;

    /** The longest time in nanoseconds for which {@link #stop} waits after it has sent SIGSTOP. */
    private static final long STOP_LIMIT_NANOS = 1_000_000_000;

    private final TreeTag tag = TreeTag.unique(VARIABLE);
    private final TreeScan scan = new TreeScan(tag);

    /**
     * Marks the process that a launch will start, so that the process and its descendants belong to
     * this object. Returns the launch.
     */
    public ProcessLaunch of(ProcessLaunch launch) {
        return launch.with(VARIABLE, tag.value()).inTree();
    }

    /**
     * Sends a signal to each living process of the command, also to processes that start meanwhile.
     *
     * @param name the signal's name without SIG
     */
    public void signal(String name) {
        Set<Long> signalled = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (TreeProcess member : scan.members()) {
                if (signalled.add(member.pid())) {
                    boolean _ = Signals.send(member.pid(), name);
                    more = true;
                }
            }
        }
    }

    /**
     * Stops each living process of the command, and waits until all have stopped or ended, but at
     * most a second.
     */
    public void stop() {
        long end = System.nanoTime() + STOP_LIMIT_NANOS;
        signal("STOP");
        while (!hasStopped() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean hasStopped() {
        for (TreeProcess member : scan.members()) {
            if (ProcessState.of(member.pid()) != ProcessState.STOPPED) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the CPU time in milliseconds that the living processes of the command have used,
     * together with the children that they have reaped.
     */
    public long cpuMillis() {
        long sum = 0;
        for (TreeProcess member : scan.members()) {
            try {
                sum += ProcessStat.of(member.pid()).cpuMillis();
            } catch (IOException e) {
                // The process has ended meanwhile. When its parent reaps it, its CPU time is added
                // to the time of the parent.
            }
        }
        return sum;
    }
}
