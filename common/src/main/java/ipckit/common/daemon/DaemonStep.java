package ipckit.common.daemon;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the start of a daemon at which tests kill the starting command. Each step has a
 * {@link Failpoint}. The package documentation says what a death at each step leaves.
 */
enum DaemonStep {
    /** Step D1: the daemon has a directory, which is new or that of an ended daemon. */
    D1,
    /** Step D2: the starting command holds the lock. */
    D2,
    /** Step D3: the state says that the daemon is being started. */
    D3,
    /** Step D4: the command, the environment and the settings are recorded. */
    D4,
    /** Step D5: the supervisor runs, and holds the lock together with the starting command. */
    D5,
    /** Step D6: the daemon is ready, and the starting command has not exited yet. */
    D6;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
