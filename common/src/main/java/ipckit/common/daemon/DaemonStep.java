package ipckit.common.daemon;

import ipckit.common.sync.Failpoint;

/**
 * Steps in the start of a daemon. Each step has a {@link Failpoint}, at which a test can kill the
 * process that starts the daemon. The package documentation lists what remains after the death of
 * this process.
 */
enum DaemonStep {
    /**
     * Step D1: the directory of the daemon exists. It is new, or it remains from an earlier start
     * of the daemon.
     */
    D1,
    /** Step D2: the process that starts the daemon holds the daemon's lock. */
    D2,
    /** Step D3: the state says that the daemon is being started. */
    D3,
    /** Step D4: the command, the environment and the settings are recorded. */
    D4,
    /**
     * Step D5: the supervisor runs. It shares the daemon's lock with the process that starts the
     * daemon.
     */
    D5,
    /**
     * Step D6: the daemon is ready or has ended. The process that started the daemon has not exited
     * yet.
     */
    D6;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
