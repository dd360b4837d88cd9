package ipckit.common.daemon;

import ipckit.common.process.ServiceNotification;

/**
 * Announces that this program is ready. Ready means: it has opened its objects, has checked that
 * its command exists, and is about to begin its work.
 */
public final class Readiness {
    private Readiness() {}

    /**
     * Announces that this program is ready. Each verb that can run as a daemon calls this method
     * once, immediately before it begins to work. Has no effect and costs nothing if no process
     * waits for the announcement.
     */
    public static void announce() {
        ServiceNotification.ready();
        MainProcess.announce();
    }
}
