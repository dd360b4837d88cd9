package ipckit.common.process;

import ipckit.common.os.ProcessStat;
import ipckit.common.os.ProcessState;
import ipckit.common.os.Signals;

import java.io.IOException;

/**
 * A process, identified by its pid and its start time. The pid alone is not enough, because a later
 * process may get the same pid. Any program may have started the process.
 *
 * @param pid the process ID
 * @param started the start time in clock ticks since the machine booted, as in proc_pid_stat(5)
 */
public record RunningProcess(long pid, long started) {
    /** Returns whether the process is alive. A zombie is not alive. */
    public boolean isAlive() {
        try {
            ProcessStat stat = ProcessStat.of(pid);
            return stat.started() == started && stat.state() != ProcessState.ZOMBIE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether any process, alive or a zombie, has the pid {@code pid}. */
    public static boolean exists(long pid) {
        return Signals.canReach(pid);
    }

    /**
     * Sends a signal to the process if it is alive.
     *
     * @param name the name of the signal without SIG
     * @return whether the signal was sent
     */
    public boolean signal(String name) {
        return isAlive() && Signals.send(pid, name);
    }

    /** Returns the text from which {@link #parse} makes an equal object: {@code PID STARTED}. */
    @Override
    public String toString() {
        return pid + " " + started;
    }

    /** Returns the process for a text of {@link #toString}; null if the text has another form. */
    public static RunningProcess parse(String text) {
        int blank = text.indexOf(' ');
        try {
            return blank < 0
                    ? null
                    : new RunningProcess(
                            Long.parseLong(text, 0, blank, 10),
                            Long.parseLong(text, blank + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
