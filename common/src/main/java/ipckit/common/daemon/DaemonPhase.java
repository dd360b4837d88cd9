package ipckit.common.daemon;

/**
 * The phase of a daemon, as it is recorded in the daemon's file {@code state}. A daemon has a main
 * process, which does the work, and a supervisor, which starts the main process. The constants are
 * in the order in which a daemon usually reaches the phases.
 */
public enum DaemonPhase {
    /**
     * The daemon is being started, or its main process was started and has not announced its
     * readiness yet.
     */
    STARTING("starting"),
    /** The main process has announced its readiness. */
    RUNNING("running"),
    /**
     * The main process has ended, and the supervisor waits before it starts another main process.
     */
    WAITING("waiting"),
    /** The supervisor has received TERM, and waits until the main process has finished its work. */
    STOPPING("stopping"),
    /**
     * The daemon has ended because its supervisor received TERM, or because a user's {@code daemon
     * stop} or {@code daemon restart} ended all its processes.
     */
    STOPPED("stopped"),
    /** The main process has ended by itself with the exit status 0. */
    ENDED("ended"),
    /**
     * The main process has failed and is not started again, or the limit of restarts in succession
     * was reached.
     */
    FAILED("failed");

    private final String word;

    DaemonPhase(String word) {
        this.word = word;
    }

    /** Returns the word for the phase in the file {@code state} and in output. */
    public String word() {
        return word;
    }

    /**
     * Returns whether the daemon has ended in this phase. Such a phase is recorded only after all
     * processes of the daemon, except the supervisor, have ended.
     */
    public boolean isOver() {
        return this == STOPPED || this == ENDED || this == FAILED;
    }

    static DaemonPhase of(String word) {
        for (DaemonPhase phase : values()) {
            if (phase.word.equals(word)) {
                return phase;
            }
        }
        return FAILED;
    }
}
