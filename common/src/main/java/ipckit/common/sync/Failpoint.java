package ipckit.common.sync;

import ipckit.common.os.Signals;

/**
 * A place where a process can be told to die, so that what a death leaves there can be shown and
 * tested: {@code IPCKIT_CRASH_AT=P4} kills the process with SIGKILL when it reaches the one named
 * P4, {@code P4:3} when it does so for the third time.
 *
 * <p>Enums of steps have one for each constant. Several threads may reach it; which of them is
 * counted how is then open.
 */
public final class Failpoint {
    private static final String CRASH_AT = System.getenv("IPCKIT_CRASH_AT");
    private static final boolean ARMED = CRASH_AT != null;

    private int countdown;

    /**
     * @param name by which it is wished for
     */
    public Failpoint(String name) {
        this.countdown = countdown(name);
    }

    private static int countdown(String name) {
        if (!ARMED || !CRASH_AT.startsWith(name)) {
            return 0;
        }
        if (CRASH_AT.length() == name.length()) {
            return 1;
        }
        return CRASH_AT.charAt(name.length()) == ':'
                ? Integer.parseInt(CRASH_AT.substring(name.length() + 1))
                : 0;
    }

    /** Dies here if told to. Costs nothing when not. */
    public void reached() {
        if (ARMED && countdown > 0 && --countdown == 0) {
            Signals.dieBy("KILL");
        }
    }
}
