package ipckit.common.sync;

import ipckit.common.os.Signals;

import java.util.concurrent.locks.LockSupport;

/**
 * A place where a process can be told to die or to stop, so that what that leaves there can be
 * shown and tested: {@code IPCKIT_CRASH_AT=P4} kills the process with SIGKILL when it reaches the
 * one named P4, {@code P4:3} when it does so for the third time; {@code IPCKIT_STOP_AT} stops it
 * with SIGSTOP, and SIGCONT lets it go on.
 *
 * <p>Enums of steps have one for each constant. Several threads may reach it; which of them is
 * counted how is then open.
 */
public final class Failpoint {
    private static final String CRASH_AT = System.getenv("IPCKIT_CRASH_AT");
    private static final String STOP_AT = System.getenv("IPCKIT_STOP_AT");
    private static final boolean ARMED = CRASH_AT != null || STOP_AT != null;

    /** Each thread stops by itself, sooner or later. */
    private static final long ON_ITS_WAY_NANOS = 100_000_000;

    private int crash;
    private int stop;

    /**
     * @param name by which it is wished for
     */
    public Failpoint(String name) {
        this.crash = countdown(CRASH_AT, name);
        this.stop = countdown(STOP_AT, name);
    }

    private static int countdown(String wish, String name) {
        if (wish == null || !wish.startsWith(name)) {
            return 0;
        }
        if (wish.length() == name.length()) {
            return 1;
        }
        return wish.charAt(name.length()) == ':'
                ? Integer.parseInt(wish.substring(name.length() + 1))
                : 0;
    }

    /** Dies or stops here if told to. Costs nothing when not. */
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
            LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        }
    }
}
