package ipckit.common.daemon;

/** This process, if it is the main process of a daemon. */
final class MainProcess {
    /**
     * The variable by which the supervisor tells a program that the program is the main process of
     * a daemon.
     */
    static final String VARIABLE = "IPCKIT_DAEMON_MAIN";

    private MainProcess() {}

    /** Returns whether a supervisor has started this program as the main process of a daemon. */
    static boolean isThis() {
        return System.getenv(VARIABLE) != null;
    }

    static void announce() {}
}
