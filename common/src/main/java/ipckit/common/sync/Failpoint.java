package ipckit.common.sync;

import ipckit.common.os.Signals;

import java.util.concurrent.locks.LockSupport;

/**
 * A named point in the code at which a process dies or stops, if an environment variable names the
 * point. Users and tests can then examine what a dead or stopped process leaves behind. With {@code
 * IPCKIT_CRASH_AT=P4} in the environment, the process dies by SIGKILL when it reaches the point
 * named P4. With {@code IPCKIT_CRASH_AT=P4:3}, the process dies when it reaches P4 for the third
 * time. {@code IPCKIT_STOP_AT} stops the process with SIGSTOP instead; SIGCONT continues the
 * process.
 *
 * <p>The steps of a protocol are the constants of an enum, for example {@link SyncStep}. Each
 * constant has one failpoint. If several threads reach a failpoint at the same time, the failpoint
 * may count them as one.
 */
public final class Failpoint {
    private static final String CRASH_AT = System.getenv("IPCKIT_CRASH_AT");
    private static final String STOP_AT = System.getenv("IPCKIT_STOP_AT");
    private static final boolean ARMED = CRASH_AT != null || STOP_AT != null;

    /**
     * The time in nanoseconds for which a thread waits after it has sent SIGSTOP to its own
     * process. Without this wait, the thread could run past the failpoint before the kernel stops
     * it.
     */
    private static final long STOP_NANOS = 100_000_000;

    private int crash;
    private int stop;

    /**
     * Creates the failpoint of a step.
     *
     * @param name the step's name in the environment variables
     */
    public Failpoint(String name) {
        this.crash = countdown(CRASH_AT, name);
        this.stop = countdown(STOP_AT, name);
    }

    private static int countdown(String wanted, String name) {
        if (wanted == null || !wanted.startsWith(name)) {
            return 0;
        }
        if (wanted.length() == name.length()) {
            return 1;
        }
        return wanted.charAt(name.length()) == ':'
                ? Integer.parseInt(wanted.substring(name.length() + 1))
                : 0;
    }

    /**
     * Kills or stops this process if an environment variable names this failpoint, and the process
     * has now reached this failpoint the required number of times. Without such a variable, the
     * call takes no measurable time.
     */
    public void reached() {
        if (ARMED) {
            reachedArmed();
        }
    }

    private void reachedArmed() {
        if (crash > 0 && --crash == 0) {
            Signals.dieBy("KILL");
        }
        if (stop > 0 && --stop == 0) {
            Signals.send(ProcessHandle.current().pid(), "STOP");
            LockSupport.parkNanos(STOP_NANOS);
        }
    }
}
